"""Webhooks over REST: secrets are shown once, logs to managers of just that project or team."""

from __future__ import annotations

from typing import Any

import pytest

from backend.accounts.models import AuditEntry, User
from backend.projects.models import Project
from backend.webhooks.actions import do_ping
from backend.webhooks.delivering import deliver
from backend.webhooks.models import Delivery, Webhook
from tests.backend.webhooks.conftest import HookMaker
from tests.conftest import Cast, ClientOf
from tests.receiver import Receiver, status

pytestmark = pytest.mark.database
GIVEN = {"name": "Slack", "url": "https://hooks.example.org/T0/secret-path", "events": ["image.created"]}


def path(project: Project) -> str:
    return f"/api/v1/projects/{project.pk}/webhooks/"


def test_a_secret_is_shown_once_and_nowhere_else(client_of: ClientOf, alice: User, project: Project) -> None:
    client = client_of(alice)
    made = client.post(path(project), GIVEN).json()
    again = client.post(f"/api/v1/webhooks/{made['id']}/secret/").json()
    assert made["secret"].startswith("whsec_")
    assert again["secret"] != made["secret"]
    shown = [client.get(path(project)), client.get(f"/api/v1/webhooks/{made['id']}/")]
    shown.append(client.patch(f"/api/v1/webhooks/{made['id']}/", {"name": "Other"}))
    kept = Webhook.objects.values().get()
    logged = str(list(AuditEntry.objects.values()))
    for secret in (made["secret"], again["secret"]):
        for text in (*(answer.content.decode() for answer in shown), str(kept), logged):
            assert secret not in text
            assert secret.removeprefix("whsec_") not in text
    assert "secret-path" not in logged
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {
        *("webhook-created", "webhook-changed", "webhook-secret-changed")
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "http://hooks.example.org/"),
        ("url", "https://127.0.0.2/"),
        ("url", "https://[::ffff:169.254.169.254]/"),
        ("url", "file:///etc/passwd"),
        ("url", "https://2852039166/"),
        ("events", []),
        ("events", ["image.eaten"]),
        ("events", ["member.joined"]),
        ("events", "image.created"),
        ("name", ""),
    ],
)
def test_what_will_not_do_is_refused_with_the_field(
    client_of: ClientOf, alice: User, project: Project, operator: Any, field: str, value: Any
) -> None:
    operator(outgoing_hosts=(), webhook_http=False)
    answer = client_of(alice).post(path(project), GIVEN | {field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    made = client_of(alice).post(path(project), GIVEN).json()["id"]
    assert client_of(alice).patch(f"/api/v1/webhooks/{made}/", {field: value}).status_code == 400


def test_a_project_has_twenty_at_most(client_of: ClientOf, alice: User, project: Project) -> None:
    client = client_of(alice)
    answers = [client.post(path(project), GIVEN).status_code for _ in range(21)]
    assert answers == [201] * 20 + [400]


def test_those_of_a_team_are_for_its_owner(
    client_of: ClientOf, cast: Cast, project: Project, make_hook: HookMaker
) -> None:
    hook, _ = make_hook(None)
    delivery = do_ping(hook, cast.alice)
    team = f"/api/v1/organizations/{project.organization_id}/webhooks/"
    places = [
        ("get", team),
        ("post", team),
        ("get", f"/api/v1/webhooks/{hook.pk}/"),
        ("patch", f"/api/v1/webhooks/{hook.pk}/"),
        ("post", f"/api/v1/webhooks/{hook.pk}/secret/"),
        ("post", f"/api/v1/webhooks/{hook.pk}/ping/"),
        ("get", f"/api/v1/webhooks/{hook.pk}/deliveries/"),
        ("get", f"/api/v1/webhook-deliveries/{delivery.pk}/"),
        ("post", f"/api/v1/webhook-deliveries/{delivery.pk}/redeliver/"),
        ("delete", f"/api/v1/webhooks/{hook.pk}/"),
    ]
    for who, refusal in ((cast.mallory, 403), (cast.victor, 403), (cast.charlie, 404)):
        client = client_of(who)
        assert {place: getattr(client, place[0])(place[1]).status_code for place in places} == dict.fromkeys(
            places, refusal
        )
    assert client_of(cast.alice).get(team).json()[0]["id"] == hook.pk


def test_deliveries_of_others_do_not_exist(
    client_of: ClientOf, cast: Cast, make_hook: HookMaker, receiver: Receiver
) -> None:
    hook, _ = make_hook()
    delivery = do_ping(hook, cast.alice)
    deliver(hook.pk)
    for part in ("", "redeliver/"):
        url = f"/api/v1/webhook-deliveries/{delivery.pk}/{part}"
        assert (client_of(cast.charlie).post if part else client_of(cast.charlie).get)(url).status_code == 404
    assert Delivery.objects.get().state == "delivered"


def test_the_log_shows_what_was_sent_and_answered(
    client_of: ClientOf, alice: User, make_hook: HookMaker, receiver: Receiver
) -> None:
    hook, _ = make_hook()
    receiver.plan = [status(500, b"<b>oops</b>")]
    client = client_of(alice)
    made = client.post(f"/api/v1/webhooks/{hook.pk}/ping/")
    assert made.status_code == 201
    deliver(hook.pk)
    (row,) = client.get(f"/api/v1/webhooks/{hook.pk}/deliveries/?event=ping&state=pending").json()["results"]
    assert (row["status"], row["attempt_count"]) == (500, 1)
    detail = client.get(f"/api/v1/webhook-deliveries/{row['id']}/").json()
    assert detail["body"].encode() == receiver.received[0].body
    (attempt,) = detail["attempts"]
    assert attempt["answer"] == "<b>oops</b>"
    assert ["webhook-id", row["id"]] in attempt["headers"]
    assert client.post(f"/api/v1/webhook-deliveries/{row['id']}/redeliver/").status_code == 200
    deliver(hook.pk)
    detail = client.get(f"/api/v1/webhook-deliveries/{row['id']}/").json()
    assert (detail["state"], [a["status"] for a in detail["attempts"]]) == ("delivered", [500, 200])


def test_one_that_is_off_sends_nothing_until_it_is_on(
    client_of: ClientOf, alice: User, make_hook: HookMaker, receiver: Receiver
) -> None:
    hook, _ = make_hook()
    client, url = client_of(alice), f"/api/v1/webhooks/{hook.pk}/"
    client.post(f"{url}ping/")
    client.patch(url, {"is_active": False})
    deliver(hook.pk)
    assert client.post(f"{url}ping/").status_code == 409
    assert (receiver.received, client.get(url).json()["waiting"]) == ([], 1)
    Webhook.objects.update(disabled_at="2026-01-01T00:00Z", disabled_reason="failing", failures=9)
    assert client.get(url).json()["disabled"]["reason"] == "failing"
    shown = client.patch(url, {"is_active": True}).json()
    assert (shown["disabled"], shown["failures"]) == (None, 0)
    deliver(hook.pk)
    assert len(receiver.received) == 1
