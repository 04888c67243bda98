package org.heliograph.cms.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Light modules in the jars and directories of the class path, those named by a manifest's Class-Path included. */
final class ClassPathModules {

    private static final Logger LOG = LoggerFactory.getLogger(ClassPathModules.class);

    private ClassPathModules() {}

    /**
     * Definition files are held in memory, all others are read when they are asked for, so that no jar stays open.
     *
     * @throws UncheckedIOException if the class path cannot be listed
     */
    static ModuleFiles read(ClassLoader loader, Problems problems) {
        ModuleFiles files = ModuleFiles.ofHost();
        try {
            for (URL manifest : distinct(loader, JarFile.MANIFEST_NAME)) {
                if (manifest.openConnection() instanceof JarURLConnection connection) {
                    connection.setUseCaches(false);
                    try (JarFile jar = connection.getJarFile()) {
                        readJar(jar, files);
                    }
                }
            }
            for (URL directory : distinct(loader, "")) {
                if (directory.getProtocol().equals("file")) {
                    Directories.read(Path.of(directory.toURI()), files, problems, Directories.Strictness.QUIET);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The class path cannot be searched for light modules", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A directory of the class path has no proper URI", e);
        }
        LOG.debug("Light modules on the class path: {}", files.modules());
        return files;
    }

    private static Set<URL> distinct(ClassLoader loader, String name) throws IOException, URISyntaxException {
        Set<URI> seen = new LinkedHashSet<>();
        Set<URL> urls = new LinkedHashSet<>();
        for (URL url : Collections.list(loader.getResources(name))) {
            if (seen.add(url.toURI())) {
                urls.add(url);
            }
        }
        return urls;
    }

    private static void readJar(JarFile jar, ModuleFiles files) throws IOException {
        Set<String> modules = jar.stream()
                .map(JarEntry::getName)
                .filter(ModuleFiles::isModuleFile)
                .map(name -> name.substring(0, name.indexOf('/') + 1))
                .collect(Collectors.toSet());
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            int slash = name.indexOf('/') + 1;
            if (!entry.isDirectory() && modules.contains(name.substring(0, slash))) {
                putEntry(jar, entry, files);
            }
        }
    }

    private static void putEntry(JarFile jar, JarEntry entry, ModuleFiles files) throws IOException {
        if (!Directories.isDefinition(entry.getName())) {
            Path path = Path.of(jar.getName());
            files.put(entry.getName(), entry.getSize(), () -> read(path, entry.getName()));
            return;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(YamlReader.MAX_BYTES + 1);
            files.put(entry.getName(), bytes.length, () -> bytes);
        }
    }

    private static byte[] read(Path path, String name) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            JarEntry entry = jar.getJarEntry(name);
            if (entry == null) {
                throw new IOException(path + " holds it no longer");
            }
            try (InputStream in = jar.getInputStream(entry)) {
                return in.readNBytes(ModuleFiles.MOST_BYTES + 1);
            }
        }
    }
}
