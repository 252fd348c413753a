"""Names, pronouns and nominals of one document -> the things they mean. One file per step.

``gazetteer`` what is known, ``names`` where names stand, ``clusters`` which names are one thing,
``classes`` of what kind it is, ``nominals`` and ``pronouns`` what else refers to it.
"""
