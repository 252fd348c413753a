"""Where documents are worked on: what was read before is kept, the rest is read by one process or by many.

==================  ===================================================================
``engine.codec``    values of ``kg.model`` <-> compact JSON bytes, exactly
``engine.pack``     many entries in one file that is there whole or not at all
``engine.store``    the packs of a folder: readings by the key of what they depend on
``engine.lock``     one build in one folder at a time
``engine.manifest`` which documents a build is made of
``engine.work``     documents -> readings: what is not kept is read, in batches
``engine.inline``   … by this process
``engine.process``  … by worker processes under a supervisor (``engine.worker`` is their end)
``engine.cluster``  … by the workers of a Dask cluster
==================  ===================================================================

The engine knows nothing of language or RDF: what reads a batch is handed to it by name.
"""
