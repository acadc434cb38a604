"""Photographs under free licences in Debian packages, read where the packages are installed or unpacked."""

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np


class Photograph(NamedTuple):
    """A file of a Debian package, with the people and the licence that its package names."""

    package: str
    path: str
    author: str
    licence: str


_WALLPAPERS = "usr/share/backgrounds/"
_SKIMAGE = "usr/lib/python3/dist-packages/skimage/data/"
_SKLEARN = "usr/lib/python3/dist-packages/sklearn/datasets/images/"

PHOTOGRAPHS: tuple[Photograph, ...] = (
    Photograph("lomiri-wallpapers-16.04", _WALLPAPERS + "aitzgorri_by_Aitzol_Berasategi.jpg", "Aitzol Berasategi", "CC BY 4.0"),
    Photograph("lomiri-wallpapers-16.04", _WALLPAPERS + "friends_by_Aitzol_Berasategi.jpg", "Aitzol Berasategi", "CC BY 4.0"),
    Photograph("lomiri-wallpapers-16.04", _WALLPAPERS + "life_by_Aitzol_Berasategi.jpg", "Aitzol Berasategi", "CC BY 4.0"),
    Photograph("lomiri-wallpapers-16.04", _WALLPAPERS + "picosdeeuropa_by_Aitzol_Berasategi.jpg", "Aitzol Berasategi", "CC BY 4.0"),
    Photograph("lomiri-wallpapers-16.04", _WALLPAPERS + "sunset_by_Aitzol_Berasategi.jpg", "Aitzol Berasategi", "CC BY 4.0"),
    Photograph("lomiri-wallpapers-16.04", _WALLPAPERS + "Picture_0B_by_freespace.jpg", 'Trevor "Freespace"', "CC BY 4.0"),
    Photograph("lomiri-wallpapers-16.04", _WALLPAPERS + "Picture_1A_by_freespace.jpg", 'Trevor "Freespace"', "CC BY 4.0"),
    Photograph("lomiri-wallpapers-16.04", _WALLPAPERS + "umang_by_Abhishek_Mudgal.jpg", "Abhishek Mudgal", "CC BY 4.0"),
    Photograph("lomiri-wallpapers-16.04", _WALLPAPERS + "Wine_by_Jakkub_Mede.jpg", "Jakub Mede", "CC BY 4.0"),
    Photograph("lomiri-wallpapers-16.04", _WALLPAPERS + "seeding_by_Clements_Engelhardt.jpg", "Clemens Engelhardt", "CC0 1.0"),
    Photograph("python3-sklearn", _SKLEARN + "china.jpg", "danielbuechele", "CC BY 2.0"),
    Photograph("python3-sklearn", _SKLEARN + "flower.jpg", "vultilion", "CC BY 2.0"),
    Photograph("python3-skimage", _SKIMAGE + "astronaut.png", "NASA", "public domain"),
    Photograph("python3-skimage", _SKIMAGE + "hubble_deep_field.jpg", "NASA", "public domain"),
    Photograph("python3-skimage", _SKIMAGE + "coffee.png", "Rachel Michetti", "CC0 1.0"),
    Photograph("python3-skimage", _SKIMAGE + "retina.jpg", "Mikael Häggström", "CC0 1.0"),
    Photograph("python3-skimage", _SKIMAGE + "grass.png", "CC0Textures", "CC0 1.0"),
    Photograph("python3-skimage", _SKIMAGE + "gravel.png", "CC0Textures", "CC0 1.0"),
    Photograph("python3-skimage", _SKIMAGE + "brick.png", "CC0Textures", "CC0 1.0"),
)
"""The photographs that take part. None of them, and no painting, is among the judged pairs."""

LONGER_SIDE = 1400
"""Larger photographs are reduced to this many pixels."""


def read(roots: list[Path]) -> list[np.ndarray]:
    """Returns the photographs found below any of the folders, as RGB (H, W, 3) of 8 bits."""
    found = []
    for photograph in PHOTOGRAPHS:
        files = [root / photograph.path for root in roots if (root / photograph.path).is_file()]
        if not files:
            print(f"Missing: {photograph.path}; apt-get install {photograph.package}", flush=True)
            continue
        image = cv2.cvtColor(cv2.imread(str(files[0])), cv2.COLOR_BGR2RGB)
        ratio = LONGER_SIDE / max(image.shape[:2])
        if ratio < 1:
            image = cv2.resize(image, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
        found.append(image)
    return found
