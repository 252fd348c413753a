"""A parse -> propositions. ``run`` runs every extractor over every block; each extractor is a pure function."""
