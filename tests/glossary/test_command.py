"""The glossary command as its user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.programs import called_in_text
from tests.warming import begin_with

Run = Callable[..., subprocess.CompletedProcess[str]]

DOMAIN = """id,ar,fr,zh,en,acronym,case,note
dgsn,مديرية الأمن الوطني,Sûreté nationale|DGSN,国家安全总局,National Security|!Dirt,DGSN,keep,
interpol,الإنتربول,Interpol,国际刑警组织,Interpol,,keep,police
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: Path) -> Run:
    """Run `glossary` in a fresh home, in a process of its own."""

    def call(*arguments: str, input: str = "") -> subprocess.CompletedProcess[str]:
        return called_in_text("glossary", *arguments, stdin=input, cwd=tmp_path)

    for name in ("DATA", "CACHE"):
        monkeypatch.setenv(f"DRAGOMAN_{name}", str(tmp_path / name.lower()))
    begin_with(compiled, tmp_path / "cache")
    (tmp_path / "domain.csv").write_text(DOMAIN, "utf-8")
    return call


def own(tmp_path: Path) -> str:
    return (tmp_path / "data" / "glossary.csv").read_text("utf-8")


def test_help_names_every_command_and_loads_nothing_heavy(run: Run) -> None:
    shown = run("--help")
    assert shown.returncode == 0
    for name in (
        *("list", "lookup", "add", "edit", "remove", "check"),
        *("import", "export", "suggest", "doctor"),
    ):
        assert f"\n  {name} " in shown.stdout
        assert run(name, "--help").returncode == 0
    code = "import sys, reader.cli.glossary as g; print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    for heavy in ("ctranslate2", "lxml", "textual", "marisa_trie", "langdetect", "trafilatura"):
        assert f"'{heavy}'" not in loaded


def test_the_domain_glossary_is_listed_and_searched(run: Run) -> None:
    assert "dgsn" in run("list").stdout
    found = run("lookup", "الانتربول")
    assert found.returncode == 0
    assert "国际刑警组织" in found.stdout


def test_lookup_says_what_it_finds_and_fails_when_it_finds_nothing(run: Run) -> None:
    found = run("lookup", "-g", "domain.csv", "SURETE")
    assert "National Security | !Dirt" in found.stdout
    missing = run("lookup", "-g", "domain.csv", "nowhere")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr == "glossary: nothing found for “nowhere”\n"
    assert json.loads(run("lookup", "-g", "domain.csv", "x", "--format", "json").stdout) == []
    assert run("lookup", "-g", "domain.csv", "-l", "en", "sûreté").returncode == 1


def test_lookup_of_a_whole_term_shows_little_and_all_on_demand(run: Run, tmp_path: Path) -> None:
    (tmp_path / "big.csv").write_text(
        "id,fr,en,acronym\nport,port|p2|p3|p4|p5|p6,harbour,PRT\nairport,aéroport,airport,\n",
        "utf-8",
    )
    for query in ("port", "PRT", "Harbour"):
        shown = run("lookup", "-g", "big.csv", query)
        assert shown.stdout == "port (PRT)  big\n  fr  port | p2 | p3 | p4 | +2\n  en  harbour\n"
    assert run("lookup", "-g", "big.csv", "port").stderr == "1 more contains it: --all\n"
    whole = run("lookup", "-g", "big.csv", "port", "--all")
    assert "p4 | p5 | p6" in whole.stdout
    assert "aéroport" in whole.stdout
    assert whole.stderr == ""
    found = json.loads(run("lookup", "-g", "big.csv", "port", "--format", "json").stdout)
    assert [one["id"] for one in found] == ["port", "airport"]
    assert "aéroport" in run("lookup", "-g", "big.csv", "por").stdout


def test_json_holds_the_whole_concept(run: Run) -> None:
    (first, _) = json.loads(run("list", "-g", "domain.csv", "--format", "json").stdout)
    assert first["id"] == "dgsn"
    assert first["terms"]["en"][1] == {"text": "Dirt", "status": "forbidden"}
    assert first["glossary"] == "domain.csv"


@pytest.mark.slow
def test_add_edit_and_remove_change_the_users_glossary(run: Run, tmp_path: Path) -> None:
    added = run("add", "--fr", "douane|!douanes royales", "--en", "customs", "--case", "lower")
    assert added.stdout.startswith("added customs to ")
    assert "customs,,douane|!douanes royales,,customs,,lower," in own(tmp_path)
    run("edit", "customs", "--zh", "海关", "--fr", "", "--term", "es", "aduana", "--note", "a b")
    assert "customs,,,海关,customs,aduana,,lower,a b" in own(tmp_path)
    assert run("list").stdout.startswith("customs  customs · 海关 · aduana\n")
    removed = run("remove", "customs")
    assert removed.returncode == 0
    assert "customs" not in own(tmp_path)
    assert "customs" in (tmp_path / "data" / "glossary.csv~").read_text("utf-8")


def test_editing_a_shipped_concept_copies_it(run: Run, tmp_path: Path) -> None:
    assert run("edit", "dgsn", "--en", "Moroccan Police").returncode == 0
    assert "المديرية العامة للأمن الوطني" in own(tmp_path)
    assert "Moroccan Police" in run("lookup", "dgsn").stdout
    assert "  security\n" not in run("lookup", "Moroccan Police").stdout
    refused = run("remove", "interpol")
    assert refused.returncode == 1
    assert "glossary edit interpol" in refused.stderr


@pytest.mark.slow
def test_a_conflict_is_told_when_it_is_made(run: Run) -> None:
    warned = run("add", "--fr", "Interpol", "--en", "The Police")
    assert warned.returncode == 0
    assert "fr “Interpol” also stands for interpol: the-police wins" in warned.stderr
    run("add", "--fr", "douane", "--en", "customs")
    beaten = run("add", "--fr", "douane", "--en", "customs house")
    assert "“douane” stands for customs already, which wins over customs-house" in beaten.stderr
    assert "'glossary edit customs'" in beaten.stderr


@pytest.mark.slow
def test_a_term_in_one_language_alone_is_said_to_do_nothing(run: Run) -> None:
    alone = run("add", "--ar", "كلمة", "--id", "word")
    assert alone.returncode == 0
    assert "“كلمة” has no effect until it has a term in the language you" in alone.stderr
    assert "'glossary edit word --en TERM'" in alone.stderr
    assert run("edit", "word", "--en", "word").stderr == ""
    assert "'glossary edit wherry --fr TERM'" in run("add", "--en", "wherry").stderr
    assert run("add", "--fr", "péniche de rivière", "--acronym", "QY").stderr == ""


@pytest.mark.slow
def test_what_is_there_already_is_not_added_again(run: Run, tmp_path: Path) -> None:
    given = ("add", "--ar", "جمارك", "--fr", "douane", "--en", "customs")
    run(*given)
    before = own(tmp_path)
    again = run(*given)
    assert (again.returncode, again.stdout, again.stderr) == (0, "already there: customs\n", "")
    assert run("add", "--fr", "Douane", "--note", "x").stdout == (
        "already there: customs ('glossary edit customs' changes it)\n"
    )
    assert own(tmp_path) == before
    # Another English term is another wish, even where the glossary admits it.
    run("edit", "customs", "--en", "customs|excise")
    assert run("add", "--fr", "douane", "--en", "excise").stdout.startswith("added excise ")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (
            ["add"],
            2,
            "nothing to add: say what, as in 'glossary add --fr",
        ),
        (["edit", "dgsn"], 2, "nothing to change"),
        (["add", "--fr", "  ", "--en", "cat"], 2, "--fr is empty"),
        (["add", "--fr", "chat", "--term", "es", ""], 2, "--term es is empty"),
        (["add", "--fr", "a|!a", "--en", "b"], 2, "both allowed and forbidden"),
        (
            ["add", "--ar", "بلاغ", "--en", "note", "--acronym", "|n"],
            1,
            "the acronym has no variants",
        ),
        (["add", "--id", "dgsn", "--en", "x", "-g", "domain.csv"], 1, "already has a concept"),
        (["edit", "dgsm", "--en", "x"], 1, "No glossary has a concept “dgsm”"),
        (["remove", "nothing"], 1, "No glossary has a concept"),
        (["list", "-g", "missing.csv"], 1, "No such file"),
        (["check", "missing.txt"], 1, "missing.txt"),
        (["import", "missing.csv"], 1, "No such file"),
        (["export", "x.tsv"], 1, "Which two languages"),
        (["export", "x.tsv", "--source", "fr"], 2, "belong together"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_errors_are_one_line(run: Run, arguments: list[str], status: int, message: str) -> None:
    failed = run(*arguments)
    assert failed.returncode == status
    assert message in failed.stderr
    assert failed.stderr.startswith("glossary: ")
    assert len(failed.stderr.splitlines()) == 1
    assert failed.stdout == ""


def test_a_broken_glossary_lists_its_faults(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("id,fr\n,x\na,|y\n", "utf-8")
    failed = run("list", "-g", "bad.csv")
    assert failed.returncode == 1
    assert failed.stderr.splitlines() == [
        "glossary: The glossary bad.csv has 2 faults: nothing of it was loaded.",
        "  bad.csv:2:1 the id is missing",
        "  bad.csv:3:3 fr: the preferred term is empty",
    ]


def test_check_compares_line_by_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("La DGSN.\n\nInterpol et la DGSN.\n", "utf-8")
    (tmp_path / "b.txt").write_text("The DGSN.\n\nThe dirt and Interpol.\n", "utf-8")
    failed = run("check", "a.txt", "b.txt", "--source", "fr", "-g", "domain.csv")
    assert failed.returncode == 1
    assert failed.stdout == "a.txt:3:16: lacks “DGSN” (“DGSN”, dgsn)\n"
    assert failed.stderr == "2 of 3 terms hold\n"
    (tmp_path / "b.txt").write_text("The DGSN.\nInterpol and National Security's.\n", "utf-8")
    held = run("check", "a.txt", "b.txt", "--source", "fr", "-g", "domain.csv")
    assert (held.returncode, held.stdout) == (0, "3 of 3 terms hold\n")


def test_check_reports_forbidden_terms(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("La Sûreté nationale.", "utf-8")
    (tmp_path / "b.txt").write_text("National Security, or Dirt.", "utf-8")
    found = run("check", "a.txt", "b.txt", "-s", "fr", "-g", "domain.csv", "--format", "json")
    assert found.returncode == 1
    report = json.loads(found.stdout)
    assert report["occurrences"] == 1
    assert report["misses"][0]["forbidden"] == "Dirt"
    assert (report["misses"][0]["line"], report["misses"][0]["column"]) == (1, 4)


def test_check_translates_a_single_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("أعلنت المديرية العامة للأمن الوطني عن العملية.\n", "utf-8")
    checked = run("check", "a.txt")
    assert (checked.returncode, checked.stdout) == (0, "1 of 1 terms hold\n"), checked.stderr


@pytest.mark.parametrize("name", ["x.csv", "x.tbx", "x.fr-en.tsv", "x.fr-en.txt"])
def test_what_is_exported_can_be_imported(run: Run, tmp_path: Path, name: str) -> None:
    assert run("export", name, "-g", "domain.csv").stdout == f"wrote 2 concepts to {name}\n"
    taken = run("import", name, "-g", "new.csv")
    assert taken.stdout == "new.csv: 2 added\n"
    again = run("import", name, "-g", "new.csv")
    assert again.stdout == "new.csv: 2 already there\n"
    assert "Sûreté nationale" in (tmp_path / "new.csv").read_text("utf-8")
    if name == "x.csv":
        assert (tmp_path / "new.csv").read_text("utf-8") == DOMAIN


def test_import_completes_and_keeps_what_differs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(
        "id,fr,en,es\ndgsn,Sûreté,National Security,\ninterpol,,,Interpol\n", "utf-8"
    )
    first = run("import", "more.csv", "-g", "domain.csv")
    assert first.stdout == "domain.csv: 1 completed, 1 kept as they were\n"
    assert "kept as they were: dgsn (--replace" in first.stderr
    second = run("import", "more.csv", "--replace", "-g", "domain.csv")
    assert second.stdout == "domain.csv: 1 replaced, 1 already there\n"
    assert "dgsn,مديرية الأمن الوطني,Sûreté,国家安全总局,National Security," in (
        tmp_path / "domain.csv"
    ).read_text("utf-8")


def test_import_completes_a_copy_of_what_ships(run: Run, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("id,es\ninterpol,Interpol de Lyon\n", "utf-8")
    assert run("import", "more.csv").stdout.endswith("glossary.csv: 1 completed\n")
    (concept,) = json.loads(run("lookup", "Interpol de Lyon", "--format", "json").stdout)
    assert {"ar", "fr", "zh", "en", "es"} <= set(concept["terms"])


def test_imported_terms_come_before_those_that_ship(run: Run, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("fr,en\nétat-major,general staff\n", "utf-8")
    assert run("import", "more.csv").stdout.endswith("glossary.csv: 1 completed\n")
    shown = run("lookup", "état-major").stdout
    assert shown.startswith("general-staff  own\n")
    assert "\n  fr  état-major | état-major général\n" in shown
    assert "\n  en  general staff | General Staff | headquarters\n" in shown
    assert run("import", "more.csv").stdout.endswith("glossary.csv: 1 kept as they were\n")


@pytest.mark.slow
def test_a_concept_that_is_known_by_a_term_gains_the_others(run: Run, tmp_path: Path) -> None:
    added = run("add", "--fr", "Interpol|l'Organisation Interpol", "--en", "Interpol")
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.startswith("added to interpol in ")
    assert "interpol," in own(tmp_path)
    (concept,) = json.loads(run("lookup", "l'Organisation Interpol", "--format", "json").stdout)
    assert "国际刑警组织" in [term["text"] for term in concept["terms"]["zh"]]


@pytest.mark.slow
def test_doctor_lists_the_users_gaps_alone(run: Run) -> None:
    run("add", "--fr", "douane volante", "--en", "flying customs")
    run("add", "--fr", "garde côtière", "--en", "shore guard")
    shown = run("doctor")
    assert "untranslated: flying-customs: no term in ar, zh\n" in shown.stdout
    assert "overridden: coast-guard: fr “garde côtière” already stands for shore-guard of own" in (
        shown.stdout
    )
    gaps = [line for line in shown.stdout.splitlines() if line.startswith("untranslated")]
    assert [line.split(": ")[1] for line in gaps] == ["flying-customs", "shore-guard"]
    assert shown.returncode == 0


def test_an_id_of_the_domain_is_not_taken_by_accident(run: Run, tmp_path: Path) -> None:
    assert run("add", "--term", "es", "X", "--en", "Interpol").stdout.startswith(
        "added interpol-2 "
    )


def test_export_to_standard_output(run: Run) -> None:
    assert run("export", "-", "-g", "domain.csv").stdout == DOMAIN
    pair = run(
        "export",
        "-",
        "--output-format",
        "tsv",
        "--source",
        "zh",
        "--target",
        "en",
        "-g",
        "domain.csv",
    )
    assert pair.stdout == "国家安全总局\tNational Security\n国际刑警组织\tInterpol\n"


def test_suggestions_can_be_accepted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Le Haut Conseil des Ports Maritimes (HCPM) siège à Rabat.\n\n"
        "Selon le HCPM, Driss Alami visite Rabat avec Driss Alami.\n",
        "utf-8",
    )
    shown = run("suggest", "a.txt", "-g", "domain.csv")
    assert "Haut Conseil des Ports Maritimes (HCPM)" in shown.stdout
    rows = run("suggest", "a.txt", "-g", "domain.csv", "--csv").stdout
    taken = run("import", "-", input=rows)
    assert taken.returncode == 0
    assert "Haut Conseil des Ports Maritimes|HCPM" in own(tmp_path)
    again = json.loads(run("suggest", "a.txt", "--format", "json").stdout)
    assert not [one for one in again if "HCP" in (one["term"], one["acronym"])]


@pytest.mark.slow
def test_doctor_exits_1_only_for_what_must_be_mended(run: Run, tmp_path: Path) -> None:
    healthy = run("doctor", "-g", "domain.csv")
    assert (healthy.returncode, healthy.stdout) == (0, "2 concepts: 0 to fix, 0 to look at\n")
    (tmp_path / "sick.csv").write_text("id,fr,en\na,un,x\nb,deux,two\nc,deux,three\n", "utf-8")
    sick = run("doctor", "-g", "sick.csv")
    assert sick.returncode == 1
    assert "one-letter: a: en “x”" in sick.stdout
    assert "conflict: c: fr “deux” already stands for b" in sick.stdout
    kinds = {
        one["kind"]
        for one in json.loads(run("doctor", "-g", "sick.csv", "--format", "json").stdout)
    }
    assert kinds == {"one-letter", "conflict"}
