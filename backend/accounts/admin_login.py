"""The door of the operators' pages is the log-in page that everybody uses: with its limit, codes and single sign-on."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backend.accounts.single_sign_on import local_path

NOT_AN_OPERATOR = "operators-only"


@require_safe
@never_cache
def admin_login(request: HttpRequest) -> HttpResponseRedirect:
    wanted = local_path(request.GET.get(REDIRECT_FIELD_NAME, "")) or "/admin/"
    if request.user.is_authenticated and request.user.is_staff:
        return HttpResponseRedirect(wanted)
    query = {"problem": NOT_AN_OPERATOR} if request.user.is_authenticated else {}
    return HttpResponseRedirect("/login?" + urlencode(query | {"next": wanted}))
