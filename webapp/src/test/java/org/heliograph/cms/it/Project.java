package org.heliograph.cms.it;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the project and the material next to it lie, wherever the build was started. */
public final class Project {

    private Project() {}

    /** The directory that holds {@code light-modules} and {@code webapp}. */
    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("light-modules"))) {
            directory = directory.getParent();
            assertThat(directory)
                    .as("a directory above the working directory with light-modules in it")
                    .isNotNull();
        }
        return directory;
    }

    /** A file or directory of {@code ../shared}; the calling test is skipped where there is none. */
    static Path shared(String name) {
        Path path = root().resolveSibling("shared").resolve(name);
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped, there is no " + path);
        return path;
    }

    /** A file of the test run's own output directory. */
    static Path target(String name) {
        return root().resolve("webapp/target").resolve(name);
    }
}
