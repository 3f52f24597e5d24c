import time

from tests.tracking.sources.matrices import Sample, fourth_cycle


def test_ten_thousand_recommendations_are_read_in_seconds(read):
    samples = [
        Sample(
            f"{number // 1000 + 1}.{number % 1000}",
            f"Plant {number} trees along the rivers and look after them for ten years",
            states=("France", "Iran (Islamic Republic of)"),
            themes=(f"Theme {number // 10}", "Food", "Water"),
            groups=("Women", "Children"),
            goals=("2 - ZERO HUNGER", "13 - CLIMATE ACTION"),
        )
        for number in range(10_000)
    ]
    data = fourth_cycle(*samples)
    started = time.perf_counter()
    rows = read(data)
    seconds = time.perf_counter() - started
    assert len(rows) == 10_000
    assert not any(row.problems for row in rows)
    assert seconds < 30  # about 3 on a small machine; anything quadratic takes minutes
