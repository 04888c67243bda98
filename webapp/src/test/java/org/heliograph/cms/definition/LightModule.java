package org.heliograph.cms.definition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A light module that a test writes. */
final class LightModule {

    private final Path root;

    /** A module with a {@code module.yaml} and nothing else. */
    LightModule(Path directory, String name) throws IOException {
        this.root = directory.resolve(name);
        write("module.yaml", "version: 1.0\n");
    }

    Path path(String file) {
        return root.resolve(file);
    }

    LightModule write(String file, String text) throws IOException {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    LightModule write(String file, byte[] bytes) throws IOException {
        Files.createDirectories(path(file).getParent());
        Files.write(path(file), bytes);
        return this;
    }

    LightModule delete(String file) throws IOException {
        Files.delete(path(file));
        return this;
    }
}
