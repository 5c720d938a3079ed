"""Draws what the queries of the dashboard give, as an SVG: picture.py http://127.0.0.1:9090 > dashboard.svg

Reads convert-sdk.json beside it, asks a Prometheus for the last four minutes of each query, one panel each.
"""
import json
import pathlib
import sys
import time
import urllib.parse
import urllib.request

SPAN, STEP = 250, 2
WIDTH, HEIGHT, GAP, COLUMNS = 300, 110, 20, 3
COLOURS = ["#2e7d32", "#c62828", "#1565c0", "#ef6c00", "#6a1b9a", "#455a64"]


def ask(prometheus, query, end):
    query = query.replace("$__rate_interval", "10s").replace("$job", ".+")
    arguments = urllib.parse.urlencode({"query": query, "start": end - SPAN, "end": end, "step": STEP})
    with urllib.request.urlopen(f"{prometheus}/api/v1/query_range?{arguments}") as answer:
        return json.load(answer)["data"]["result"]


def name(metric, target):
    labels = " · ".join(value for key, value in sorted(metric.items()) if key != "__name__")
    return labels or target.get("legendFormat", "")


def lines(series, end, top, left, highest):
    drawn = []
    for index, (label, points) in enumerate(series):
        colour = COLOURS[index % len(COLOURS)]
        at = " ".join(
            f"{left + WIDTH * (moment - end + SPAN) / SPAN:.1f},{top + HEIGHT - HEIGHT * value / highest:.1f}"
            for moment, value in points
        )
        drawn.append(f'<polyline points="{at}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        drawn.append(f'<text x="{left + 4}" y="{top + 12 + 12 * index}" fill="{colour}">{label}</text>')
    return drawn


def panel(prometheus, content, end, top, left):
    series = []
    for target in content.get("targets", []):
        for found in ask(prometheus, target["expr"], end):
            points = [(moment, float(value)) for moment, value in found["values"] if value != "NaN"]
            if points:
                series.append((name(found["metric"], target), points))
    series = series[: len(COLOURS)]
    highest = max([value for _, points in series for _, value in points] + [0.001])
    return [
        f'<text x="{left}" y="{top - 6}" font-weight="bold">{content["title"]}</text>',
        f'<text x="{left + WIDTH}" y="{top - 6}" text-anchor="end" fill="#888">up to {highest:.3g}</text>',
        f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" fill="#fafafa" stroke="#ddd"/>',
        *lines(series, end, top, left, highest),
    ]


def main():
    dashboard = json.loads(pathlib.Path(__file__).with_name("convert-sdk.json").read_text())
    panels = [content for content in dashboard["panels"] if content.get("targets")]
    rows = -(-len(panels) // COLUMNS)
    width = COLUMNS * (WIDTH + GAP) + GAP
    height = rows * (HEIGHT + 2 * GAP) + GAP
    end = int(time.time())
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">')
    print(f'<rect width="{width}" height="{height}" fill="#ffffff"/>')
    for index, content in enumerate(panels):
        top = GAP * 2 + (index // COLUMNS) * (HEIGHT + 2 * GAP)
        left = GAP + (index % COLUMNS) * (WIDTH + GAP)
        print("\n".join(panel(sys.argv[1], content, end, top, left)))
    print("</svg>")


main()
