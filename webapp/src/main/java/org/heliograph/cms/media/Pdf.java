package org.heliograph.cms.media;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.heliograph.cms.web.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into PDFs in a process of its own, {@link PdfProcess}, with little memory and little time: what one of them can do to
 * whoever reads it, it does to that process.
 */
final class Pdf {

    private static final Logger LOG = LoggerFactory.getLogger(Pdf.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MEMORY = "-Xmx256m";

    private final Path temporary;
    private final DecodingBudget budget;

    /** @param temporary directory for what the process writes */
    Pdf(Path temporary, DecodingBudget budget) {
        this.temporary = temporary;
        this.budget = budget;
    }

    /**
     * How many pages there are.
     *
     * @throws ProblemException 422 if it is broken, locked by a password, or runs programs
     */
    int pages(Path pdf) throws IOException {
        Path result = Files.createTempFile(temporary, "pdf", ".txt");
        try {
            run("pages", pdf, result);
            String text = Files.readString(result).strip();
            if (text.matches("\\d{1,7}")) {
                return Integer.parseInt(text);
            }
            throw new ProblemException(422, text.matches("pdf-[a-z]+") ? text : "pdf-broken");
        } finally {
            Files.deleteIfExists(result);
        }
    }

    /**
     * Draws the first page.
     *
     * @param picture where it goes, as PNG
     * @throws ProblemException 422 if it cannot be drawn
     */
    void drawFirstPage(Path pdf, Path picture) throws IOException {
        run("draw", pdf, picture);
        if (Files.notExists(picture) || Files.size(picture) == 0) {
            throw new ProblemException(422, "pdf-broken");
        }
    }

    private void run(String what, Path pdf, Path result) throws IOException {
        budget.spend(() -> await(start(what, pdf, result)));
    }

    /** Waits for the end, and sees to it that it comes. */
    private static Process await(Process process) throws IOException {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("A PDF was given up after {} s", PATIENCE.toSeconds());
            }
            return process;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a PDF was read", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Of this class; in a servlet container that is not the class path of Java. */
    private static String classPath() {
        if (!(Pdf.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        return Arrays.stream(loader.getURLs()).map(Pdf::fileOf).collect(Collectors.joining(File.pathSeparator));
    }

    private static String fileOf(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException | FileSystemNotFoundException e) {
            throw new IllegalStateException("PDFs cannot be read: " + url + " is no file", e);
        }
    }

    private Process start(String what, Path pdf, Path result) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MEMORY,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary,
                "-Dpdfbox.fontcache=" + temporary,
                "-cp",
                classPath(),
                PdfProcess.class.getName(),
                what,
                pdf.toString(),
                result.toString()));
        // The settings of the host, and with them its password, are none of its business.
        builder.environment().clear();
        return builder.redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }
}
