"""HODOR: object descriptors from masks, masks from object descriptors (Athar et al., arXiv 2112.09131).

``features``, ``encoder``, ``decoder``, ``network`` and ``propagation`` are the published network, with its parameter
names. ``transformer`` puts it in place of DynaMITe's transformer, ``descriptor_queries`` and ``pixel_updates`` one half
of it each (``TransformerConfig.kind``).
"""
