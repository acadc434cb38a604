"""Tests of the distillation: python3 -m unittest test_distilled (from this folder)."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

import safetensors_file
from distilled import distil
from distilled import student as students
from distilled.basis import Basis, measure
from distilled.crops import Crops
from distilled.painting import Pool
from distilled.student import WIDTHS, Student
from distilled.vgg import INDEX, LAYERS, Vgg, gram

OXFORD = {"1": 64, "2": 128, "3": 256, "4": 512, "5": 512}


def teacher(folder: Path) -> Vgg:
    """A random network of VGG19's shape, in float32."""
    rng, tensors, inputs = np.random.default_rng(1), {}, 3
    for layer, index in INDEX.items():
        outputs = OXFORD[layer[4]]
        deviation = np.sqrt(2 / (9 * inputs))
        tensors[f"features.{index}.weight"] = rng.normal(0, deviation, (outputs, inputs, 3, 3)).astype(np.float32)
        tensors[f"features.{index}.bias"] = np.zeros(outputs, np.float32)
        inputs = outputs
    safetensors_file.write(folder / "teacher.safetensors", tensors, {})
    return Vgg(folder / "teacher.safetensors", torch.float32)


def crops(seed: int = 1) -> Crops:
    return Crops(distil.drawn(4, 128, 3), np.random.default_rng(seed))


class CropsTest(unittest.TestCase):
    def test_crops_are_rgb_in_range_and_repeat_with_the_seed(self) -> None:
        first, again, other = (crops(seed).batch(3, 48) for seed in (1, 1, 2))
        self.assertEqual((3, 3, 48, 48), tuple(first.shape))
        self.assertTrue(first.min() >= 0 and first.max() <= 1)
        torch.testing.assert_close(first, again)
        self.assertFalse(torch.equal(first, other))


class BasisTest(unittest.TestCase):
    def test_gram_distance_of_targets_is_that_of_the_features_where_all_components_are_kept(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            network = teacher(Path(folder))
            bases = measure(network, crops(), WIDTHS | {"conv1_1": 64}, batches=2)
            basis = bases["conv1_1"]
            torch.testing.assert_close(basis.rows @ basis.rows.t(), torch.eye(64), atol=1e-4, rtol=0)
            self.assertAlmostEqual(1, basis.energy, places=5)
            self.assertTrue(all(0 < other.energy <= 1.0001 for other in bases.values()))
            features = [network.features(crops(seed).batch(1, 48), ("conv1_1",))["conv1_1"] for seed in (4, 5)]
            grams, projected = [gram(f) for f in features], [gram(basis.targets(f)) * basis.scale**2 for f in features]
            self.assertAlmostEqual(float((grams[0] - grams[1]).norm()), float((projected[0] - projected[1]).norm()), delta=1)


class StudentTest(unittest.TestCase):
    def test_the_file_computes_what_the_student_computes(self) -> None:
        torch.manual_seed(2)
        student, bases = Student(), {k: Basis(torch.eye(WIDTHS[k]), 3.0, 1.0) for k in LAYERS}
        rgb = torch.rand(1, 3, 32, 32)
        with tempfile.TemporaryDirectory() as folder, torch.no_grad():
            file = Path(folder) / "student.safetensors"
            students.export(student, bases, file)
            tensors = safetensors_file.read(file)
            found = Vgg(file, torch.float32).features(rgb)
            for layer in ("conv1_1", "conv3_1", "conv5_1"):
                read_out = torch.from_numpy(tensors[f"readout.{INDEX[layer]}.weight"])
                from_file = torch.nn.functional.conv2d(found[layer], read_out)
                own = student(rgb, (layer,))[layer][:, -len(read_out) :] * bases[layer].scale
                self.assertLess(float((from_file - own).norm() / own.norm()), 0.03, layer)
            self.assertLess(file.stat().st_size, 10_000_000)

    def test_a_number_too_large_for_float16_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "too large"):
            Student().tensors({k: Basis(torch.eye(WIDTHS[k]), 1e9, 1.0) for k in LAYERS})


class TrainingTest(unittest.TestCase):
    def test_errors_fall_and_painted_pictures_take_part(self) -> None:
        torch.manual_seed(3)
        rng = np.random.default_rng(1)
        with tempfile.TemporaryDirectory() as folder:
            network = teacher(Path(folder))
            source = crops()
            pool = Pool(source, rng, capacity=8)
            training = distil.Training(network, source, pool, measure(network, source, WIDTHS, batches=2))
            first = training.step(1e-3, rng)
            for _ in range(12):
                last = training.step(1e-3, rng)
            self.assertLess(last[0, :4].mean(), first[0, :4].mean())
            pool.paint(training.student)
            self.assertTrue(0 < len(pool) <= 8)
            window = pool.batch(2, 48)
            self.assertTrue(window.min() >= 0 and window.max() <= 1)
            training.save(Path(folder))
            other = distil.Training(network, source, pool, training.bases)
            other.load(torch.load(Path(folder) / "checkpoint.pt"))
            self.assertEqual(13, other.steps)
            for mine, loaded in zip(training.student.parameters(), other.student.parameters()):
                torch.testing.assert_close(mine, loaded)

    def test_the_rate_rises_and_ends_near_zero(self) -> None:
        self.assertLess(distil.learning_rate(0, 0), distil.learning_rate(0, 200))
        self.assertLess(distil.learning_rate(1, 1000), 0.01 * distil.RATE)


if __name__ == "__main__":
    unittest.main()
