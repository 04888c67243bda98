package org.heliograph.cms.definition;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ClassPathModulesTest {

    @TempDir
    Path directory;

    private Path jar(String name, Map<String, String> entries, String... classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
        Path jar = directory.resolve(name);
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entriesOut = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                entriesOut.putNextEntry(new JarEntry(entry.getKey()));
                entriesOut.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static ModuleFiles read(Path... entries) throws IOException {
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = entries[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return ClassPathModules.read(loader, new Problems());
        }
    }

    @Test
    void modulesAreFoundInJarsThatAManifestNames() throws IOException {
        jar(
                "lib/modules.jar",
                Map.of(
                        "solar/module.yaml", "version: 1.0",
                        "solar/apps/a.yaml", "label: A",
                        "solar/webresources/a.png", "picture",
                        "META-INF/other.yaml", "x: y"));

        ModuleFiles files = read(jar("host.jar", Map.of(), "lib/modules.jar"));

        assertThat(files.modules()).containsExactly("solar");
        assertThat(files.read("solar/apps/a.yaml").map(b -> new String(b, StandardCharsets.UTF_8)))
                .isEqualTo(Optional.of("label: A"));
        assertThat(files.contains("solar/webresources/a.png")).isTrue();
        assertThat(files.contains("META-INF/other.yaml")).isFalse();
    }

    @Test
    void modulesAreFoundInDirectories() throws IOException {
        new LightModule(directory.resolve("classes"), "wind").write("apps/a.yaml", "label: A\n");

        assertThat(read(directory.resolve("classes")).modules()).containsExactly("wind");
    }

    @Test
    void anOversizedFileInAJarIsNamed() throws IOException {
        ModuleFiles files = read(jar(
                "big.jar",
                Map.of(
                        "solar/module.yaml",
                        "version: 1.0",
                        "solar/apps/a.yaml",
                        "#".repeat(YamlReader.MAX_BYTES + 1))));

        Problems problems = new Problems();
        Definitions definitions = Loading.load(files, problems, Optional.empty());

        assertThat(definitions.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.message()).contains("larger than"));
    }
}
