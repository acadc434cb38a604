"""Tests of the training code: python3 -m unittest (from this folder)."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

import crops
import exemplars
import export
import judge_pairs
import objective
import pool
import safetensors_file
import vgg
from network import Reader, TrainedTrunk
from pictures import catalogue


class PicturesTest(unittest.TestCase):
    def test_every_family_draws_rgb_in_range(self) -> None:
        for family in catalogue.FAMILIES:
            pixels = catalogue._finish(np.random.default_rng(2), family(np.random.default_rng(1), 96).pixels)
            self.assertEqual(((96, 96, 3), np.float32), (pixels.shape, pixels.dtype), family.__name__)
            self.assertTrue(pixels.min() >= 0 and pixels.max() <= 1, family.__name__)

    def test_same_seed_and_number_same_picture(self) -> None:
        first, again, other = pool.drawn(3, 5), pool.drawn(3, 5), pool.drawn(4, 5)
        np.testing.assert_array_equal(first[0], again[0])
        self.assertEqual(first[1], again[1])
        self.assertFalse(np.array_equal(first[0], other[0]))


class CropsTest(unittest.TestCase):
    def test_parameters_follow_the_view(self) -> None:
        """Stripes at 30 degrees: after turns and flips the label still names the direction seen in the spectrum."""
        y, x = np.mgrid[: pool.SIZE, : pool.SIZE]
        theta = np.radians(30)
        wave = np.sin((y * np.cos(theta) - x * np.sin(theta)) * 2 * np.pi / 16) * 100 + 127
        picture = np.repeat(wave[..., None], 3, 2).astype(np.uint8)
        known = np.array([np.cos(2 * theta), np.sin(2 * theta), 3, np.nan, np.nan, np.nan], np.float32)
        for seed in range(12):
            crop, _, found = crops._pair(np.random.default_rng(seed), picture, known, 64)
            gy, gx = np.gradient(crop[..., 0].astype(float))
            tensor_angle = np.arctan2(2 * (gx * gy).mean(), (gx**2 - gy**2).mean()) + np.pi  # along, not across
            self.assertAlmostEqual(np.cos(tensor_angle), found[0], delta=0.1)
            self.assertAlmostEqual(np.sin(tensor_angle), found[1], delta=0.1)


class ExportTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(0)
        self.trunk = TrainedTrunk(0)
        for layer in self.trunk.layers.values():
            layer[1].running_mean.normal_(0, 0.3)
            layer[1].running_var.uniform_(0.5, 2)
            torch.nn.init.uniform_(layer[1].weight, 0.5, 1.5)
        self.trunk.eval()
        self.rgb = torch.rand(1, 3, 48, 64)

    @torch.no_grad()
    def test_folded_network_computes_the_same(self) -> None:
        plain = vgg.PlainVgg(export.folded(self.trunk)).activations(self.rgb, vgg.LAYERS)
        for name, expected in self.trunk(self.rgb).items():
            torch.testing.assert_close(plain[name], expected, rtol=1e-3, atol=1e-3)

    @torch.no_grad()
    def test_scaling_sets_channel_means_and_nothing_else(self) -> None:
        tensors = export.folded(self.trunk)
        means = export.channel_means(tensors, self.rgb)
        wanted = {name: 2.0 + number for number, name in enumerate(vgg.LAYERS)}
        scaled = export.scaled(tensors, means, wanted)
        after = export.channel_means(scaled, self.rgb)
        for name in vgg.LAYERS:
            lively = means[name] > 0.1 * np.median(means[name])
            np.testing.assert_allclose(after[name][lively], wanted[name], rtol=1e-2)

    def test_safetensors_round_trip(self) -> None:
        tensors = export.halved(export.folded(self.trunk))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "w.safetensors"
            safetensors_file.write(path, tensors, {"name": "builtin"})
            for name, tensor in safetensors_file.read(path).items():
                np.testing.assert_array_equal(tensors[name].astype(np.float32), tensor)
            self.assertLessEqual(path.stat().st_size, 26_000_000)


class ExemplarsTest(unittest.TestCase):
    def test_learned_trunk_is_repeatable_and_normalised(self) -> None:
        seen = export.pictures(5, 2)[:, :, :96, :96]
        first, again = exemplars.learn(3, seen), exemplars.learn(3, seen)
        for name in vgg.LAYERS:
            torch.testing.assert_close(first.layers[name][0].weight, again.layers[name][0].weight)
            norms = first.layers[name][0].weight.square().sum((1, 2, 3))
            torch.testing.assert_close(norms, torch.full_like(norms, 2.0), rtol=1e-3, atol=1e-3)

    def test_patches_are_where_the_picture_is(self) -> None:
        ramp = torch.arange(64.0).view(1, 1, 8, 8)
        steps = exemplars.patches(ramp, 200).view(200, 3, 3).diff(dim=1)
        self.assertEqual({0.0, 8.0}, set(steps.flatten().tolist()))  # 0 where the edge is repeated
        inner = (steps == 8).all(2).all(1)
        self.assertGreater(int(inner.sum()), 50)

    def test_components_are_the_directions_of_most_variance(self) -> None:
        torch.manual_seed(1)
        deviations = torch.tensor([5.0, 3.0, 0.5, 0.1])
        turn = torch.linalg.qr(torch.randn(4, 4))[0]
        variances, directions = exemplars.components(torch.randn(20000, 4) * deviations @ turn.T, 2)
        torch.testing.assert_close(variances.sqrt(), deviations[:2], rtol=0.03, atol=0)
        torch.testing.assert_close((directions.T @ turn[:, :2]).abs(), torch.eye(2), rtol=0, atol=0.05)


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


class ObjectiveTest(unittest.TestCase):
    def test_all_losses_are_finite_and_have_gradients(self) -> None:
        drawn = [pool.drawn(1, number) for number in range(4)]
        sample = pool.Sample(*(np.stack([d[k] for d in drawn]) for k in range(3)))
        batch = crops.batch(np.random.default_rng(0), sample, 32)
        reader = Reader(0, objective.ANSWERS)
        losses = objective.losses(reader(batch.pixels), batch)
        torch.stack(list(losses.values())).sum().backward()
        self.assertTrue(all(torch.isfinite(value) for value in losses.values()))
        self.assertTrue(all(p.grad.isfinite().all() and p.grad.any() for p in reader.trunk.parameters() if p.ndim == 4))

    def test_spectrum_tells_directions_apart(self) -> None:
        x = torch.sin(torch.arange(64) * 2 * torch.pi / 8).expand(1, 3, 64, 64) / 2 + 0.5
        across, down = objective.spectrum(x), objective.spectrum(x.transpose(2, 3))
        self.assertNotEqual(int(across[:, :24].argmax()), int(down[:, :24].argmax()))


if __name__ == "__main__":
    unittest.main()
