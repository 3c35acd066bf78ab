"""What is installed is ours, whole, and stands alone."""

import subprocess
import sys
import sysconfig
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PACKAGES = ("config", "events", "projections", "service")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SITE_PACKAGES = Path(sysconfig.get_path("purelib"))


def sources() -> set[str]:
    """All files of the four packages, as paths inside a wheel."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir", folder]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, ROOT], check=True, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A fresh environment with the wheel; the dependencies are those of the tests' own environment."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    options = ["--no-deps", "--no-index", "--quiet"]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", *options, wheel], check=True)
    (site_packages,) = folder.glob("lib/python*/site-packages")
    # Where a .pth file leads, other .pth files are left alone: an editable Roundlog there does not count.
    (site_packages / "dependencies.pth").write_text(f"{SITE_PACKAGES}\n")
    return folder


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_owns_a_top_level_name_of_ours(package):
    # An editable install owns no files, so there the name has no owner at all.
    assert set(packages_distributions().get(package, ())) <= {"roundlog"}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_dependency_brings_a_top_level_name_of_ours(package):
    assert not (SITE_PACKAGES / f"{package}.py").exists()
    if (SITE_PACKAGES / package).exists():  # ours, as a wheel
        assert packages_distributions().get(package) == ["roundlog"]


def test_the_wheel_holds_the_four_packages_whole_and_nothing_else(wheel):
    names = set(ZipFile(wheel).namelist())
    assert {name for name in names if ".dist-info/" not in name} == sources()


@pytest.mark.parametrize(
    ("pattern", "least"),
    [
        ("config/dossiers/*.toml", 1),
        ("config/lexicons/*.toml", 1),
        ("service/migrations/versions/*.py", 4),
        ("service/demo/dispatches/*.json", 78),
    ],
)
def test_the_wheel_holds_data_and_migrations(wheel, pattern, least):
    assert sum(Path(name).match(pattern) for name in ZipFile(wheel).namelist()) >= least


def test_no_annotation_is_shipped(wheel):
    with ZipFile(wheel) as archive:
        data = [name for name in archive.namelist() if not name.endswith(".py")]
        assert [name for name in data if b'"gold"' in archive.read(name)] == []


def test_the_installed_script_is_not_misled_by_strangers_in_the_current_folder(installed, tmp_path):
    for package in PACKAGES:
        (tmp_path / f"{package}.py").write_text("raise RuntimeError('a stranger ran')")
    run = subprocess.run([installed / "bin" / "roundlog", "--help"], cwd=tmp_path, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"demo" in run.stdout


def test_an_installed_roundlog_reads_a_dispatch(installed, tmp_path):
    dispatch = ROOT / "service/demo/dispatches/dev-039.json"
    run = subprocess.run(
        [installed / "bin" / "roundlog", "extract", "--json", dispatch],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert b'"relevant":true' in run.stdout


def pins(name: str) -> dict[str, str]:
    """The pinned versions of a requirements file, by normalised name."""
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    found = [Requirement(line) for line in lines if not line.startswith("#")]
    for requirement in found:
        (specifier,) = requirement.specifier
        assert specifier.operator == "==", requirement
        assert requirement.url is None, requirement
    return {canonicalize_name(requirement.name): next(iter(requirement.specifier)).version for requirement in found}


def test_the_tests_run_on_the_pinned_versions_of_the_runtime():
    assert pins("runtime.txt").items() <= pins("dev.txt").items()


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("runtime.txt", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["postgres"]]),
        ("dev.txt", PROJECT["optional-dependencies"]["dev"]),
    ],
)
def test_every_direct_dependency_is_pinned_within_its_bounds(file, wanted):
    pinned = pins(file)
    requirements = [Requirement(line) for line in wanted]
    missed = [r for r in requirements if not r.specifier.contains(pinned.get(canonicalize_name(r.name), "0"))]
    assert missed == [], "run `make lock`"


@pytest.mark.parametrize(("folders", "limit"), [((*PACKAGES, "benchmarks"), 300), (("tests",), 500)])
def test_no_file_is_longer_than_can_be_read_at_once(folders, limit):
    # Tests are mostly tables of cases, which may run on.
    code = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in code}
    assert {path: length for path, length in lengths.items() if length > limit} == {}
