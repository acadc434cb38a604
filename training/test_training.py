"""Tests of the training code: python3 -m unittest (from this folder)."""

import tempfile
import time
import unittest
from pathlib import Path
from queue import Empty

import numpy as np
import torch

import crops
import exemplars
import export
import judge
import judge_pairs
import objective
import pool
import safetensors_file
import vgg
from network import Reader, TrainedTrunk
from pictures import catalogue
from pictures.picture import PARAMETERS


class PicturesTest(unittest.TestCase):
    def test_every_family_draws_rgb_in_range(self) -> None:
        for family in dict.fromkeys(catalogue.TRAINED):
            pixels = catalogue._finish(np.random.default_rng(2), family(np.random.default_rng(1), 96).pixels)
            self.assertEqual(((96, 96, 3), np.float32), (pixels.shape, pixels.dtype), family.__name__)
            self.assertTrue(pixels.min() >= 0 and pixels.max() <= 1, family.__name__)

    def test_same_seed_and_number_same_picture(self) -> None:
        first, again, other = pool.drawn(3, 5), pool.drawn(3, 5), pool.drawn(4, 5)
        np.testing.assert_array_equal(first[0], again[0])
        self.assertEqual(first[1], again[1])
        self.assertFalse(np.array_equal(first[0], other[0]))


def sample(count: int, size: int = 96) -> pool.Sample:
    """The first pictures of a seed."""
    each = [pool.drawn(1, number, size) for number in range(count)]
    pixels, families, parameters = (np.stack([picture[k] for picture in each]) for k in range(3))
    return pool.Sample(torch.from_numpy(pixels).permute(0, 3, 1, 2), torch.from_numpy(families), torch.from_numpy(parameters))


class PoolTest(unittest.TestCase):
    def test_pictures_come_and_the_oldest_are_replaced(self) -> None:
        filled = pool.Pool(Source(), 40, torch.device("cpu"))
        try:
            filled.wait_for(40)
            while filled.drawn < 100:
                time.sleep(0.01)
            found = filled.sample(np.random.default_rng(1), 64)
            numbers = found.families
            self.assertGreater(int(numbers.min()), 100 - 40 - pool._BLOCK)
            torch.testing.assert_close(found.pixels[:, 0, 0, 0].long(), numbers % 256)
            torch.testing.assert_close(found.parameters[:, 0], numbers.float())
        finally:
            filled.stop()


class Source:
    """Pictures that are numbered instead of drawn; a hundred of them."""

    size = 8

    def __init__(self) -> None:
        self.number = 0

    def take(self, timeout: float) -> tuple[torch.Tensor, np.ndarray, np.ndarray]:
        if self.number >= 100:
            time.sleep(0.01)
            raise Empty
        numbers = np.arange(self.number, self.number + pool._BLOCK)
        self.number += pool._BLOCK
        pixels = torch.from_numpy(numbers.astype(np.uint8)).view(-1, 1, 1, 1).expand(-1, 3, 8, 8)
        return pixels, numbers, np.repeat(numbers[:, None], len(PARAMETERS), 1).astype(np.float32)

    def stop(self) -> None:
        pass


class CropsTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(0)

    def stripes(self, period: float, size: int = 256) -> pool.Sample:
        """Stripes at 30 degrees, in every picture of a batch."""
        y, x = np.mgrid[:size, :size]
        theta = np.radians(30)
        wave = np.sin((y * np.cos(theta) - x * np.sin(theta)) * 2 * np.pi / period) * 100 + 127
        known = torch.tensor([np.cos(2 * theta), np.sin(2 * theta), np.log2(period / 2), np.nan, np.nan, np.nan]).float()
        pixels = torch.from_numpy(wave.astype(np.uint8)).expand(12, 3, size, size)
        return pool.Sample(pixels, torch.zeros(12, dtype=torch.long), known.expand(12, -1))

    def test_parameters_follow_the_view(self) -> None:
        """After turns and mirrors the label still names the direction seen in the gradients."""
        found, known = crops._views(self.stripes(16), 64)
        for crop, label in zip(found, known):
            gy, gx = np.gradient(crop[0].numpy().astype(float))
            tensor_angle = np.arctan2(2 * (gx * gy).mean(), (gx**2 - gy**2).mean()) + np.pi  # along, not across
            self.assertAlmostEqual(np.cos(tensor_angle), float(label[0]), delta=0.15)
            self.assertAlmostEqual(np.sin(tensor_angle), float(label[1]), delta=0.15)

    def test_what_is_finer_than_a_pixel_is_grey_instead_of_something_else(self) -> None:
        found, known = crops._views(self.stripes(2.2), 80)
        fine = known[:, 2] < -0.8  # less than 1.15 pixels a period: only aliases could be seen
        self.assertGreater(int(fine.sum()), 4)
        self.assertLess(float(found[fine].std((2, 3)).max()), 0.05)

    def test_shares_and_cells_name_what_is_there(self) -> None:
        made = crops.batch(sample(12), 32)
        torch.testing.assert_close(made.families.sum(1), torch.ones(24))
        self.assertEqual((24, 4, 4), tuple(made.cells.shape))
        mixed = (made.families > 0).sum(1) > 1
        self.assertTrue(made.parameters[mixed].isnan().all())
        for row in torch.nonzero(~mixed).flatten().tolist():
            self.assertEqual({int(made.families[row].argmax())}, set(made.cells[row].flatten().tolist()))

    def test_only_crops_with_a_flaw_are_changed(self) -> None:
        made = crops.batch(sample(16), 32)
        same = (made.pixels - made.clean).abs().amax((1, 2, 3)) < 1e-6
        self.assertTrue(same[made.flaws == 0].all())
        self.assertGreater(float((~same[made.flaws > 0]).float().mean()), 0.7)
        self.assertEqual(set(range(len(crops.FLAWS))), set(made.flaws.tolist()))


class ExportTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(0)
        self.trunk = TrainedTrunk(0)
        for layer in self.trunk.layers.values():
            layer[1].running_mean.normal_(0, 0.3)
            layer[1].running_var.uniform_(0.5, 2)
            layer[1].weight.data.uniform_(0.5, 1.5)
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


class TrunkTest(unittest.TestCase):
    def test_filters_of_a_plain_network_are_taken_over(self) -> None:
        first, second = TrainedTrunk(1), TrainedTrunk(2)
        second.begin_from(export.folded(first.eval()))
        for name, weight in first.convolutions().items():
            torch.testing.assert_close(second.convolutions()[name], weight, rtol=1e-4, atol=1e-5)

    def test_normalising_filters_changes_no_response(self) -> None:
        trunk, rgb = TrainedTrunk(1).train(), torch.rand(4, 3, 32, 32)
        with torch.no_grad():
            before = trunk(rgb)["conv5_1"]
            for weight in trunk.convolutions().values():
                weight.mul_(1.7)
            trunk.normalise()
            torch.testing.assert_close(trunk(rgb)["conv5_1"], before, rtol=1e-2, atol=1e-2)


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


class PaintingTest(unittest.TestCase):
    def test_scales_are_those_of_the_plugin(self) -> None:
        self.assertEqual([((136, 102), 22), ((192, 144), 17), ((272, 204), 12), ((384, 288), 25)], judge.schedule((384, 288), 25))

    def test_lbfgs_descends_a_narrow_valley(self) -> None:
        scales = torch.logspace(0, 2, 20)
        x, optimiser = torch.ones(20), judge.Lbfgs()
        for _ in range(40):
            x = x + optimiser.step(2 * scales * x)
        self.assertLess(float((scales * x * x).sum()), 1e-4)

    def test_painting_comes_nearer_to_the_style(self) -> None:
        torch.manual_seed(1)
        network = vgg.PlainVgg(vgg.random_weights(1))
        coarse = torch.nn.functional.interpolate(torch.rand(2, 3, 8, 8), (48, 48), mode="bilinear")
        task = judge.Task(coarse[:1], coarse[1:] * 0.5 + torch.rand(1, 3, 48, 48) * 0.5, 4)
        looking = judge.Judge(network, task)
        before, after = looking.verdict(task.content, 0), looking.verdict(judge.paint(network, task, 0.1), 0.1)
        self.assertLess(after.style, before.style / 2)
        self.assertAlmostEqual(0, before.content, delta=1e-4)


class ObjectiveTest(unittest.TestCase):
    def reader(self) -> Reader:
        return Reader(TrainedTrunk(0), objective.ANSWERS, objective.dense_width)

    def test_all_losses_are_finite_and_have_gradients(self) -> None:
        batch = crops.batch(sample(4), 32)
        reader = self.reader()
        losses = objective.losses(reader, batch.pixels, batch, objective.targets(batch))
        self.assertEqual(len(objective.LOGGED), len(losses))
        losses.sum().backward()
        self.assertTrue(losses.isfinite().all())
        self.assertTrue(all(w.grad.isfinite().all() and w.grad.any() for w in reader.trunk.convolutions().values()))

    def test_crops_belong_to_their_pair(self) -> None:
        first = torch.eye(6, 20)
        self.assertLess(float(objective.belong_together(torch.cat([first, first]))), 0.01)
        self.assertGreater(float(objective.belong_together(torch.cat([first, first.roll(1, 0)]))), 5)

    def test_spectrum_tells_directions_apart(self) -> None:
        x = torch.sin(torch.arange(64) * 2 * torch.pi / 8).expand(1, 3, 64, 64) / 2 + 0.5
        across, down = objective.spectrum(x), objective.spectrum(x.transpose(2, 3))
        self.assertNotEqual(int(across[:, :24].argmax()), int(down[:, :24].argmax()))


if __name__ == "__main__":
    unittest.main()
