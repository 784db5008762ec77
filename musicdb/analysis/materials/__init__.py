"""What several processors need of the same block, computed once: the mix, frames of spectra, bands."""
