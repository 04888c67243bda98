package org.heliograph.cms.it;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * A real browser, driven by Playwright. It is the Chromium of this machine; a test that needs it is skipped where there is
 * none, unless {@code -Dheliograph.it.browser=required}, as {@code ./heliograph test} has it where it can install one.
 */
final class Chromium implements AutoCloseable {

    private static final String PROPERTY = "heliograph.it.browser";
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
    /** A root user in a container has no sandbox; the browser's own errands would be requests to other hosts. */
    private static final List<String> ARGUMENTS =
            List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Chromium(Path executable) {
        playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable)
                        .setHeadless(true)
                        .setArgs(ARGUMENTS));
    }

    /** Starts it, or skips the calling test where none is installed. */
    static Chromium start() {
        Optional<Path> executable = installed();
        if (executable.isEmpty()) {
            String missing = "There is no Chromium on the PATH (Debian packages chromium and fonts-noto-cjk).";
            if (System.getProperty(PROPERTY, "").equals("required")) {
                fail(missing);
            }
            abort("skipped: " + missing);
        }
        return new Chromium(executable.orElseThrow());
    }

    private static Optional<Path> installed() {
        return NAMES.stream()
                .flatMap(name ->
                        Arrays.stream(System.getenv("PATH").split(":")).map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A window of its own, without cookies and without anything in its cache. */
    Tab open(Look look) {
        return new Tab(browser.newContext(new NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setIsMobile(look.isPhone())
                .setHasTouch(look.isPhone())
                .setLocale(look.language())
                .setColorScheme(look.colours())
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setJavaScriptEnabled(look.scripts())));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
