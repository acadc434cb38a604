"""Tests of the pictures, the weights file and the judge: python3 -m unittest (from this folder)."""

import tempfile
import unittest
from pathlib import Path

import numpy as np

import judge_pairs
import safetensors_file
import wavelets
from pictures import catalogue


class PicturesTest(unittest.TestCase):
    def test_every_family_draws_rgb_in_range(self) -> None:
        for family in dict.fromkeys(catalogue.TRAINED):
            pixels = catalogue._finish(np.random.default_rng(2), family(np.random.default_rng(1), 96).pixels)
            self.assertEqual(((96, 96, 3), np.float32), (pixels.shape, pixels.dtype), family.__name__)
            self.assertTrue(pixels.min() >= 0 and pixels.max() <= 1, family.__name__)

    def test_same_seed_same_picture(self) -> None:
        first, again, other = (catalogue.draw(np.random.default_rng(seed), 64, catalogue.TRAINED)[1].pixels for seed in (3, 3, 4))
        np.testing.assert_array_equal(first, again)
        self.assertFalse(np.array_equal(first, other))


class SafetensorsTest(unittest.TestCase):
    def test_round_trip(self) -> None:
        tensors = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.array([1, -2], np.float16)}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "w.safetensors"
            safetensors_file.write(path, tensors, {"name": "sample"})
            found = safetensors_file.read(path)
        self.assertEqual(set(tensors), set(found))
        for name, tensor in tensors.items():
            np.testing.assert_array_equal(tensor.astype(np.float32), found[name])


class MatchingTest(unittest.TestCase):
    def matched(self, power: float, wanted: float) -> judge_pairs.Verdict:
        """The best of four tries where content distance is 0.5 / weight ** power."""
        tries = [judge_pairs.Verdict(0, 0, 0.5, 1)]
        for _ in range(3):
            weight = judge_pairs.next_weight(tries, wanted)
            tries.append(judge_pairs.Verdict(0, 0, 0.5 / weight**power, weight))
        return min(tries, key=lambda t: abs(t.content / wanted - 1))

    def test_four_tries_find_a_content_distance(self) -> None:
        for power in (0.25, 0.4, 0.6):
            for wanted in (0.33, 0.7):
                with self.subTest(power=power, wanted=wanted):
                    self.assertLess(abs(self.matched(power, wanted).content / wanted - 1), judge_pairs.TOLERANCE)


class WaveletsTest(unittest.TestCase):
    def test_distance_sees_texture_and_not_its_place(self) -> None:
        rng = np.random.default_rng(1)
        style = rng.random((64, 64, 3), np.float32)
        self.assertAlmostEqual(0, wavelets.distance(style, style), delta=1e-6)
        moved = wavelets.distance(np.roll(style, 32, 1), style)
        smooth = wavelets.distance(np.full_like(style, 0.5), style)
        self.assertLess(moved, 0.2)
        self.assertGreater(smooth, 0.9)


if __name__ == "__main__":
    unittest.main()
