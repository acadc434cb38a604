"""A drawn picture with what is known about how it was drawn."""

from dataclasses import dataclass, field

import numpy as np

PARAMETERS = ("cos", "sin", "scale", "warp", "elongation", "density")
"""cos and sin of twice the dominant angle, log2 of the structure size in pixels, distortion, log2 aspect, density."""

CENTRES = np.array([0, 0, 3.0, 0.7, 1.3, 1.2], np.float32)
SPREADS = np.array([0.7, 0.7, 1.2, 0.8, 0.9, 0.8], np.float32)
"""Typical values of the parameters; the heads are asked for (value - centre) / spread."""


@dataclass(frozen=True)
class Picture:
    """RGB in 0..1, float32 of shape (size, size, 3), and the parameters of its generator where they apply."""

    pixels: np.ndarray
    parameters: dict[str, float] = field(default_factory=dict)

    def vector(self) -> np.ndarray:
        """The parameters in the order of PARAMETERS, NaN where one does not apply."""
        return np.array([self.parameters.get(name, np.nan) for name in PARAMETERS], np.float32)


def angle(radians: float) -> dict[str, float]:
    """A direction as parameters: it has no sign, so twice the angle is what counts."""
    return {"cos": float(np.cos(2 * radians)), "sin": float(np.sin(2 * radians))}
