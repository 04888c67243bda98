package org.heliograph.cms.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Rights;

/** A real repository with the content types of the light module, which imports and exports. */
final class Hosted implements AutoCloseable {

    private static final Path ORACLE_MODULE = Path.of("../../shared/magnolia-oracle/light-module");

    final Definitions definitions;
    final ContentRepository repository;
    final ArchiveImport imports;

    Hosted(Path directory) throws RepositoryException {
        definitions = DefinitionRegistry.load(Files.isDirectory(ORACLE_MODULE) ? List.of(ORACLE_MODULE) : List.of());
        repository = ContentRepository.open(directory.resolve("repository"));
        repository.register(definitions.contentTypes().values());
        imports = new ArchiveImport(repository, () -> definitions, directory.resolve("transfer"), Clock.systemUTC());
    }

    Selection everything() throws TransferException {
        return selection(List.of(), List.of(), List.of(), false);
    }

    Selection selection(List<String> workspaces, List<String> paths, List<String> languages, boolean references)
            throws TransferException {
        return Selection.of(repository, definitions.site(), workspaces, paths, languages, references);
    }

    /** Exports to a ZIP file if the name says so, to a directory otherwise. */
    Path export(Selection selection, Path place) throws Exception {
        ContentExport.Prepared prepared = new ContentExport(repository, definitions).prepare(selection, Rights.ALL);
        if (place.toString().endsWith(".zip")) {
            try (OutputStream out = Files.newOutputStream(place);
                    ArchiveTarget target = ArchiveTarget.zip(out)) {
                prepared.write(target);
            }
        } else {
            try (ArchiveTarget target = ArchiveTarget.directory(place)) {
                prepared.write(target);
            }
        }
        return place;
    }

    ImportReport check(Path archive, ImportMode mode) throws Exception {
        try (Archive opened = Archive.open(archive)) {
            return imports.check(opened, mode, Rights.ALL);
        }
    }

    ImportReport run(Path archive, ImportMode mode) throws Exception {
        return run(archive, mode, Rights.ALL);
    }

    ImportReport run(Path archive, ImportMode mode, Rights rights) throws Exception {
        try (Archive opened = Archive.open(archive)) {
            return imports.run(opened, mode, rights);
        }
    }

    /** The files of a directory by name, as text. */
    static SortedMap<String, String> files(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Override
    public void close() {
        repository.close();
    }
}
