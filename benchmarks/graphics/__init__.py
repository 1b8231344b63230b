"""The parts of `benchmarks.gpu`: what a graphics card does with the ModaVerse-7B chain at full size."""
