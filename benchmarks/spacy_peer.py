"""The peer of `benchmarks.reading`, for an interpreter that has spaCy: JSON list of texts in, texts a second out.

It runs by itself (`python spacy_peer.py MODEL`), without Roundlog on its path.
"""

import json
import sys
import time

import spacy


def main() -> None:
    """Read the texts on standard input with the whole pipeline of a model, one by one, after a warm-up."""
    pipeline = spacy.load(sys.argv[1])
    texts = json.load(sys.stdin)
    pipeline(texts[0])
    begin = time.process_time()
    for text in texts:
        pipeline(text)
    print(len(texts) / (time.process_time() - begin))


if __name__ == "__main__":
    main()
