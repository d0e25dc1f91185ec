"""The packages that lead from a language to the target, and their models, loaded once."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import InvalidPackage, ModelNotInstalled
from reader.models import naming
from reader.models.package import Package

if TYPE_CHECKING:
    from reader.engine.engine import Engine


class Engines:
    """Models at work, each loaded once, when it is first asked for. Threads may share them.

    Args:
        beam_size: hypotheses kept at each step.
        jobs: batches decoded at once; 0 for as many as there are cores.
        device: where the models run: "cpu", "cuda", or "auto" for the faster that is there.
    """

    def __init__(self, *, beam_size: int, jobs: int, device: str) -> None:
        self._beam_size = beam_size
        self._jobs = jobs
        self._device = device
        self._engines: dict[str, Engine] = {}
        self._loaded: dict[str, Engine] = {}
        """One engine of each model: that of a package for many pairs is loaded once."""
        self._lock = threading.Lock()

    def of(self, package: Package) -> Engine:
        """The model of a package.

        Raises:
            InvalidPackage: it cannot be loaded.
        """
        with self._lock:
            engine = self._engines.get(package.identity)
            if engine is None:
                whole = package.whole or package.identity
                loaded = self._loaded.get(whole)
                engine = loaded.for_pair(package) if loaded else self._load(package)
                self._engines[package.identity] = engine
                self._loaded.setdefault(whole, engine)
            return engine

    def _load(self, package: Package) -> Engine:
        import logging

        from reader.engine.engine import Engine

        start = time.perf_counter()
        engine = Engine(package, beam_size=self._beam_size, jobs=self._jobs, device=self._device)
        log = logging.getLogger("dragoman.translator")
        log.info("loaded %s in %.2f s", package.name, time.perf_counter() - start)
        return engine

    def close(self) -> None:
        """Unload the models; who asks for one again loads it again."""
        with self._lock:
            self._engines, self._loaded = {}, {}


class Packages:
    """The routes to a language. Safe for several threads at once.

    Args:
        target: the language.
        model: a folder, an archive or a package's name, in place of the chosen packages.
        engines: the models.

    Raises:
        InvalidPackage: there is no such model.
    """

    def __init__(self, target: str, *, model: Path | None, engines: Engines) -> None:
        if model is not None and not Path(model).exists() and not naming.is_handle(str(model)):
            raise InvalidPackage(
                f"there is no model {model}: give a folder, an archive, or a name that "
                "`reader models` shows"
            )
        self._target = target
        self._model = model
        self._engines = engines
        self._package: Package | None = None
        self._routes: dict[str, tuple[Package, ...] | ModelNotInstalled] = {}
        self._backs: dict[tuple[str, str], list[Package]] = {}

    def to(self, target: str) -> Packages:
        """The routes to another language, with the same models."""
        return Packages(target, model=self._model, engines=self._engines)

    def route(self, language: str) -> tuple[Package, ...]:
        """The packages that lead from a language to the target; empty for the target itself.

        Raises:
            ModelNotInstalled: there is no such route.
            InvalidPackage: the model cannot be used.
        """
        if language not in self._routes:
            try:
                self._routes[language] = self._find(language)
            except ModelNotInstalled as error:
                self._routes[language] = error
        route = self._routes[language]
        if isinstance(route, ModelNotInstalled):
            raise route
        return route

    def _find(self, language: str) -> tuple[Package, ...]:
        from reader.models import catalogue

        if self._model is None:
            return catalogue.route(language, self._target)
        if language == self._target:
            return ()
        if self._package is None:
            self._package = catalogue.open_package(self._model, (language, self._target))
        package = self._package.for_pair(language, self._target)
        if package is None:
            has = self._package
            raise ModelNotInstalled(
                f"{self._model} translates {has.source} to {has.target}, "
                f"not {language} to {self._target}: leave out --model, or choose another"
            )
        return (package,)

    def choices(self, language: str) -> list[Package]:
        """The packages that translate a language by themselves, the one that is used first."""
        from reader.models import catalogue

        if self._model is None:
            return catalogue.choices(language, self._target)
        return list(self.route(language))

    def back(self, package: Package) -> Package | None:
        """The package that leads from a package's target to its source, if one is good enough.

        A starter has nothing to say of what an installed package makes.
        """
        from reader.models import catalogue

        pair = package.target, package.source
        if pair not in self._backs:
            self._backs[pair] = catalogue.choices(*pair)
        known = self._backs[pair]
        return next((one for one in known if package.is_starter or not one.is_starter), None)

    def engine(self, package: Package) -> Engine:
        """The model of a package; see `Engines`."""
        return self._engines.of(package)

    def close(self) -> None:
        """Unload the models; who asks for one again loads it again."""
        self._engines.close()
