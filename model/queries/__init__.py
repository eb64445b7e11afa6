"""How clicks become queries: their content, their position, how they relate to pixels and to each other."""
