package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** A window of a browser with one page in it, which takes down what goes wrong there. */
final class Tab implements AutoCloseable {

    private static final Set<String> LOUD = Set.of("error", "warning");
    private static final String AXE = axe();
    /** WCAG 2.2 on level AA and what it builds on. */
    private static final String AXE_RUN = """
            async () => {
              const result = await axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
              });
              return JSON.stringify(result.violations.flatMap(rule => rule.nodes.map(
                node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`)));
            }
            """;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<URI> requests = new ArrayList<>();
    private final List<String> dialogs = new ArrayList<>();

    Tab(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (LOUD.contains(message.type())) {
                complaints.add(message.type() + ": " + message.text() + " at " + message.location());
            }
        });
        page.onPageError(error -> complaints.add("uncaught: " + error));
        page.onRequest(this::note);
        page.onDialog(dialog -> {
            dialogs.add(dialog.type() + ": " + dialog.message());
            dialog.dismiss();
        });
    }

    private void note(Request request) {
        if (!request.url().startsWith("data:")) {
            requests.add(URI.create(request.url()));
        }
    }

    Page page() {
        return page;
    }

    /** Goes to an address, waits until everything is loaded, and returns the page's own answer. */
    Response go(String address) {
        Response response = page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.LOAD));
        assertThat(response).as("answer of %s", address).isNotNull();
        return response;
    }

    /** Errors and warnings of the console, and uncaught errors, so far. */
    List<String> complaints() {
        return complaints;
    }

    /** Messages that a script put up, so far. */
    List<String> dialogs() {
        return dialogs;
    }

    /** What was requested so far from elsewhere than a host. */
    List<URI> requestsBeside(URI host) {
        return requests.stream()
                .filter(uri -> !host.getAuthority().equals(uri.getAuthority()))
                .toList();
    }

    /** What axe finds wrong with the page: rule, element, cure. */
    List<String> barriers() {
        page.evaluate(AXE);
        JsonNode found = Json.parse(page.evaluate(AXE_RUN).toString());
        return Json.items(found).map(JsonNode::asText).toList();
    }

    /** A picture of the whole page. */
    void photograph(Path file) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(file)
                .setFullPage(true)
                .setAnimations(com.microsoft.playwright.options.ScreenshotAnimations.DISABLED));
    }

    @Override
    public void close() {
        context.close();
    }

    private static String axe() {
        try (InputStream in = Tab.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in).as("axe.min.js").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("axe.min.js cannot be read", e);
        }
    }
}
