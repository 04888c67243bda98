package org.heliograph.cms.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;

/** A light module that a test writes, next to those of the host. */
record Modules(Path directory) {

    Modules {
        write(directory, "module.yaml", "version: 1.0\n");
    }

    Modules with(String file, String yaml) {
        write(directory, file, yaml);
        return this;
    }

    Definitions load() {
        return DefinitionRegistry.load(List.of(directory));
    }

    private static void write(Path directory, String file, String text) {
        try {
            Path path = directory.resolve("extra").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException("The module cannot be written", e);
        }
    }
}
