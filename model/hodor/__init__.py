"""HODOR: object descriptors from masks, masks from object descriptors (Athar et al., arXiv 2112.09131).

``features``, ``encoder``, ``decoder``, ``network`` and ``propagation`` are the published network, with its parameter
names.
"""
