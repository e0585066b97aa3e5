"""Signatures: one definition in plain Python, and engines that agree with it bit for bit."""

from __future__ import annotations

import pickle
import re
import string
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdigest.duplicates import (
    Recipe,
    SignatureArray,
    estimated_jaccard,
    fill_lsh,
    from_datasketch,
    hashing,
    load_signatures,
    save_signatures,
    shingle_hash32,
    signatures,
    to_datasketch,
)
from newsdigest.duplicates.canonical import action, canonical, words
from newsdigest.duplicates.packing import character_table
from newsdigest.duplicates.recipe import parameters, salt
from newsdigest.errors import NewsdigestError, RecordError, SourceNotFoundError, UsageError

ALPHABETS = (
    string.printable,
    "abc ",
    "aäöüßéñçİıŁøæ “”—…",
    "абвгдеёжэюя ѕіј",
    "αβγδεΣσς ",
    "日本語の記事です。カタカナ",
    "ข่าววันนี้ ",
    "हिन्दी में समाचार ",
    "أخبار اليوم\u0640 ",
    "a\u0301e\u0308 \u200b\u00ad\ufeff",
    "😀👍🏽 x\U00020000\U000e0041",
    "\x00\x1f\ud800\udfff z",
)
TEXTS = st.one_of(
    st.text(max_size=200),
    *(st.text(alphabet, max_size=300) for alphabet in ALPHABETS),
    st.lists(st.sampled_from(["the", "minister", "said", "日本", "éa", "x" * 30]), max_size=90).map(
        " ".join
    ),
)
RECIPES = st.builds(
    Recipe,
    scheme=st.sampled_from(["fss", "affine32"]),
    num_perm=st.sampled_from([16, 37, 64, 128]),
    ngram=st.sampled_from([1, 2, 3, 5, 7]),
    seed=st.integers(0, 2**32 - 1),
)


def reference(text: str, recipe: Recipe) -> list[int]:
    shingles = hashing.shingle_hashes(text, recipe.ngram, salt(recipe))
    if recipe.scheme == "fss":
        return hashing.fss(shingles, recipe.num_perm)
    factors, offsets = parameters(recipe).permutations.tolist()
    return hashing.affine32(shingles, factors, offsets)


def sign(texts: list[str], recipe: Recipe, engine: Any) -> SignatureArray:
    return signatures(
        texts, recipe.num_perm, recipe.ngram, recipe.scheme, seed=recipe.seed, engine=engine
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=6), RECIPES)
def test_both_engines_sign_as_the_reference_does(texts: list[str], recipe: Recipe) -> None:
    expected = [reference(text, recipe) for text in texts]
    assert sign(texts, recipe, "numpy").tolist() == expected
    assert sign(texts, recipe, "fast").tolist() == expected


@pytest.mark.parametrize("end", ["", " ", "z", "é", "日"])
def test_words_are_read_whole_wherever_they_lie_and_however_long_they_are(end: str) -> None:
    texts = [" " * gap + "x" * size + end for gap in (0, 3) for size in range(135)]
    texts += ["a " * size + end for size in range(70)]
    expected = [reference(text, Recipe(num_perm=16, ngram=1)) for text in texts]
    for engine in ("numpy", "fast"):
        assert signatures(texts, 16, 1, engine=engine).tolist() == expected


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("abc ", max_size=400), min_size=1, max_size=400), st.integers(1, 5))
def test_signatures_depend_on_neither_threads_nor_batches(texts: list[str], workers: int) -> None:
    together = signatures(texts, 16, engine="fast", workers=workers)
    assert [signatures([text], 16, engine="numpy")[0].tolist() for text in texts[:20]] == (
        together[:20].tolist()
    )
    assert np.array_equal(together, signatures(texts, 16, engine="numpy", workers=1))


@pytest.mark.parametrize(
    "text",
    [
        "Ministers met in Delhi on Monday; 18 drones, $1.5 billion_x.",
        "Größe ändert sich: Straße, naïve façade, smörgåsbord… “quoted”",
        "Правительство объявило новые меры — «важные», Ёлка",
        "أعلن الوزير اليوم عن خطة جديدة، 2023",
        "Η κυβέρνηση ανακοίνωσε νέα μέτρα",
        "Tiếng Việt có nhiều dấu và từ ngắn",
    ],
)
def test_words_are_those_of_the_regular_expression_where_scripts_have_spaces(text: str) -> None:
    folded = unicodedata.normalize("NFKC", text).lower()
    expected = re.findall(r"\w+", folded)
    # Letters that look like Latin ones are replaced; that moves no boundary.
    assert len(words(text)) == len(expected)
    if text.isascii() or not re.search("[а-яα-ω]", folded):
        assert words(text) == expected


@given(st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cs"])))
def test_latin_words_are_those_of_the_regular_expression(text: str) -> None:
    text = text.replace("\u00ad", "")
    folded = unicodedata.normalize("NFKC", text).lower()
    if not any(unicodedata.combining(c) or c in "βεζημικνορτυχα" for c in folded):
        assert words(text) == re.findall(r"\w+", folded)


def test_the_character_table_is_the_rule_for_every_code_point() -> None:
    table = character_table()
    assert [
        code
        for code in range(0x110000)
        if not 0xD800 <= code < 0xE000 and table[code] != action(chr(code))
    ] == []


def test_scripts_without_spaces_have_a_word_for_each_character() -> None:
    assert words("東京で会議") == ["東", "京", "で", "会", "議"]
    assert words("ข่าว") == list("ข่าว")


def test_hindi_words_are_not_cut_at_their_vowels() -> None:
    assert words("हिन्दी में समाचार") == ["हिन्दी", "में", "समाचार"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("co\u00adopera\u200btion", "cooperation"),
        ("\u2066minister\u2069", "minister"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("𝐁𝐨𝐥𝐝 𝓼𝓬𝓻𝓲𝓹𝓽", "bold script"),
        ("сору оf а rероrt", "copy of a report"),
        ("e\u0301tude", "étude"),
        ("CAFÉ", "café"),
    ],
)
def test_what_a_reader_cannot_see_makes_no_other_word(written: str, read: str) -> None:
    assert canonical(written) == read


def test_letters_of_one_script_never_become_one() -> None:
    for alphabet in ("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіјѕԁԛԝӏѵ", "αβγδεζηθικλμνξοπρςστυφχψω"):
        assert len(set(map(canonical, alphabet))) == len(alphabet)


@given(st.sets(st.text(string.ascii_lowercase, min_size=1, max_size=12), max_size=200))
def test_different_words_have_different_hashes(found: set[str]) -> None:
    assert len({hashing.word_hash(word) for word in found}) == len(found)


def test_an_article_of_few_words_has_an_empty_signature() -> None:
    for engine in ("fast", "numpy"):
        made = signatures(["", "word", "only four words here"], engine=engine)
        assert (np.asarray(made) == 2**32 - 1).all()


def test_no_texts_have_no_signatures() -> None:
    assert signatures([]).shape == (0, 128)


@given(st.lists(st.sampled_from("abcdefghijklmnop"), min_size=8, max_size=60), RECIPES)
def test_the_least_of_two_signatures_is_that_of_both_texts(
    names: list[str], recipe: Recipe
) -> None:
    # Words of one letter make ngram 1 the set of letters: unions are easy to write down.
    recipe = Recipe(recipe.scheme, recipe.num_perm, 1, recipe.seed)
    one, other, both = sign(
        [" ".join(names[:5]), " ".join(names[5:]), " ".join(names)], recipe, "numpy"
    )
    assert np.array_equal(np.minimum(one, other), both)


@pytest.mark.parametrize("scheme", ["fss", "affine32"])
def test_equal_slots_estimate_jaccard(scheme: Any) -> None:
    rng = np.random.default_rng(7)
    errors = []
    for _ in range(150):
        pool = [f"w{number}" for number in rng.integers(0, 10**9, 400)]
        shared = int(rng.integers(100, 300))
        one, other = pool[: 200 + shared // 2], pool[200 - shared // 2 :]
        truth = len(set(one) & set(other)) / len(set(one) | set(other))
        made = signatures([" ".join(one), " ".join(other)], ngram=1, scheme=scheme, engine="numpy")
        errors.append((estimated_jaccard(made[0], made[1]) - truth) / (truth * (1 - truth)) ** 0.5)
    # Standard error of MinHash at 128 slots, in units of sqrt(J (1 - J)).
    assert abs(np.mean(errors)) < 4 * 128**-0.5 / 150**0.5
    assert np.std(errors) < 1.25 * 128**-0.5


def documents(count: int) -> Iterator[str]:
    rng = np.random.default_rng(3)
    for number in range(count):
        size = int(rng.integers(0, 60))
        yield " ".join(f"w{w}" for w in rng.integers(0, 10 ** (1 + number % 6), size))


@pytest.mark.parametrize("engine", ["fast", "numpy"])
def test_affine32_is_what_datasketch_makes_of_ten_thousand_documents(engine: Any) -> None:
    texts = list(documents(10_000))
    shingles = []
    for text in texts:
        found = text.split()
        shingles.append([" ".join(found[i : i + 3]).encode() for i in range(len(found) - 2)])
    theirs = MinHash.bulk(shingles, num_perm=32, seed=5, hashfunc=shingle_hash32)
    ours = signatures(texts, 32, 3, "affine32", seed=5, engine=engine)
    assert np.array_equal(np.asarray(ours), np.stack([sketch.hashvalues for sketch in theirs]))
    assert to_datasketch(ours[:100], lean=False) == theirs[:100]
    assert np.array_equal(np.asarray(from_datasketch(theirs, ngram=3)), np.asarray(ours))


def test_a_datasketch_minhash_made_of_a_signature_can_be_updated() -> None:
    before, after = signatures(["a b c", "a b c d"], ngram=3, scheme="affine32")
    (sketch,) = to_datasketch(SignatureArray(before[None], Recipe("affine32", ngram=3)), lean=False)
    sketch.update(b"b c d")
    assert np.array_equal(sketch.hashvalues, after)


def test_a_datasketch_index_takes_our_signatures_and_no_mixture() -> None:
    texts = ["one two three four five six seven", "one two three four five six eight", "else " * 9]
    index: Any = MinHashLSH(threshold=0.4, num_perm=128)
    made = signatures(texts, scheme="affine32", ngram=2)
    fill_lsh(index, ["a", "b", "c"], made)
    assert set(index.query(to_datasketch(made)[0])) == {"a", "b"}
    with pytest.raises(UsageError, match="scheme"):
        fill_lsh(index, ["d"], signatures(["one two three four five six"], ngram=2))
    with pytest.raises(UsageError, match="2 keys"):
        fill_lsh(index, ["x", "y"], made)


def test_datasketch_does_not_compare_the_schemes() -> None:
    text = ["one two three four five six seven"]
    (fast,) = to_datasketch(signatures(text))
    (other,) = to_datasketch(signatures(text, seed=2))
    (theirs,) = to_datasketch(signatures(text, scheme="affine32"))
    for wrong in (theirs, other):
        with pytest.raises(ValueError, match="different"):
            fast.jaccard(wrong)
    with pytest.raises(UsageError, match="affine32"):
        to_datasketch(signatures(text), lean=False)
    with pytest.raises(UsageError, match="affine32"):
        from_datasketch([fast])
    with pytest.raises(UsageError, match="at least one"):
        from_datasketch([])


def test_an_array_of_unknown_making_is_refused() -> None:
    made = signatures(["one two three four five six seven"] * 3)
    for unknown in (np.asarray(made), made[:, :64], made + 1, made == made):
        with pytest.raises(UsageError, match="how it was signed"):
            to_datasketch(unknown)
    assert getattr(made[1:], "recipe", None) == Recipe()
    assert pickle.loads(pickle.dumps(made)).recipe == Recipe()


def test_saved_signatures_come_back_mapped_and_labelled(tmp_path: Path) -> None:
    made = signatures(["one two three four five six seven", "", "x"], 64, scheme="affine32", seed=9)
    save_signatures(tmp_path / "signatures.npz", made)
    back = load_signatures(tmp_path / "signatures.npz", made.recipe)
    assert np.array_equal(np.asarray(back), np.asarray(made))
    assert back.recipe == made.recipe
    assert not back.flags.writeable
    assert np.array_equal(np.load(tmp_path / "signatures.npz")["rows"], np.asarray(made))
    assert [path.name for path in tmp_path.iterdir()] == ["signatures.npz"]
    save_signatures(tmp_path / "none.npz", signatures([]))
    assert load_signatures(tmp_path / "none.npz").shape == (0, 128)


@pytest.mark.parametrize(
    "other",
    [
        Recipe("affine32"),
        Recipe(num_perm=64),
        Recipe(ngram=4),
        Recipe(seed=2),
        Recipe(tokenizer=0),
    ],
)
def test_saved_signatures_of_another_kind_are_refused(tmp_path: Path, other: Recipe) -> None:
    path = tmp_path / "signatures.npz"
    save_signatures(path, signatures(["one two three four five six seven"]))
    with pytest.raises(UsageError, match="sign the texts again"):
        load_signatures(path, other)


def test_a_file_of_another_tokenizer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "signatures.npz"
    save_signatures(path, SignatureArray(np.zeros((1, 128), np.uint32), Recipe(tokenizer=0)))
    with pytest.raises(UsageError, match="tokenizer 0"):
        load_signatures(path)


def test_what_is_no_file_of_signatures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        load_signatures(tmp_path / "missing.npz")
    (tmp_path / "text.npz").write_text("not a zip file")
    np.savez(tmp_path / "other.npz", values=np.arange(3))
    for name in ("text.npz", "other.npz"):
        with pytest.raises(RecordError, match="not a file of signatures"):
            load_signatures(tmp_path / name)
    with pytest.raises(NewsdigestError, match="can't write"):
        save_signatures(tmp_path / "nowhere" / "x.npz", signatures(["a"]))


@pytest.mark.parametrize(
    "wrong",
    [{"scheme": "md5"}, {"num_perm": 8}, {"ngram": 0}, {"seed": -1}, {"engine": "fastest"}],
)
def test_arguments_that_mean_nothing_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        signatures(["text"], **wrong)
