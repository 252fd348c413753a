"""Names, pronouns and nominals of one document -> the things they mean. One file per step.

``gazetteer`` what is known and ``own`` what the user adds, ``lines`` a block as lists, ``runs`` and ``titles``
where names stand, ``names`` the names of a document, ``places`` which place is meant, ``clusters`` which names
are one thing, ``classes`` of what kind it is, ``acting`` capitals that stand for states, ``nominals`` and
``pronouns`` what else refers to it.
"""
