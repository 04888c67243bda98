package org.heliograph.cms.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.jcr.RepositoryException;
import org.heliograph.cms.app.TestHost;

/** A site of scripts that a test writes, each with a page of its own, on the real host. */
final class TestSite implements AutoCloseable {

    static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final Path modules;
    private final Path content;
    private final Map<String, String> pages = new LinkedHashMap<>();
    private TestHost host;

    TestSite(Path directory) throws IOException {
        this.modules = Files.createDirectories(directory.resolve("modules"));
        this.content = Files.createDirectories(directory.resolve("content"));
        file("module.yaml", "version: 1.0\n");
        page("", "home", "<h1>${content.title}</h1>", "title: Home & more\ntitle_zh: 首页\n");
    }

    /** A file of the module. */
    TestSite file(String path, String text) throws IOException {
        Path file = modules.resolve("acme").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** A page below the home page, with a template and a script of its own. */
    TestSite page(String name, String script) throws IOException {
        return page(name, name, script, "title: " + name + "\n");
    }

    /** A page with values and parts, as YAML. */
    TestSite page(String name, String template, String script, String yaml) throws IOException {
        template("pages/" + template, script, "");
        pages.put(name, "mgnl:template: acme:pages/" + template + "\n" + yaml);
        return this;
    }

    TestSite template(String id, String script, String definition) throws IOException {
        file(
                "templates/" + id + ".yaml",
                "title: " + id + "\nrenderType: freemarker\ntemplateScript: /acme/templates/" + id + ".ftl\n"
                        + definition);
        return file("templates/" + id + ".ftl", script);
    }

    TestSite start(Path directory, String... settings) throws IOException, RepositoryException {
        Files.writeString(content.resolve("website.heliograph.yaml"), tree());
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "HELIOGRAPH_LIGHT_MODULES", modules.toString(),
                "HELIOGRAPH_BOOTSTRAP", content.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        host = TestHost.start(directory, all);
        return this;
    }

    private String tree() {
        StringBuilder tree = new StringBuilder("heliograph:\n");
        pages.forEach((name, yaml) -> {
            int depth = name.isEmpty() ? 2 : 4;
            if (!name.isEmpty()) {
                tree.append("  ").append(name).append(":\n");
            }
            String all = "jcr:primaryType: mgnl:page\njcr:uuid: " + id(name) + "\n" + yaml;
            tree.append(all.indent(depth));
        });
        return tree.toString();
    }

    static String id(String page) {
        return UUID.nameUUIDFromBytes(("page " + page).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    URI address() {
        return host.address();
    }

    /** The answer for a browser. */
    HttpResponse<String> get(String path) {
        return get(path, "Accept", HTML);
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** The answer for an editor's browser. */
    HttpResponse<String> getAsEditor(String path) {
        return get(path, "Accept", HTML, "Authorization", credentials());
    }

    /** Changes a value of a page and publishes it. */
    void publish(String page, String property, String value) {
        String path = "/heliograph" + (page.isEmpty() ? "" : "/" + page);
        HttpResponse<String> changed = send(HttpRequest.newBuilder(uri("/.rest/nodes/v1/website" + path))
                .headers("Authorization", credentials(), "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"properties\":[{\"name\":\"" + property
                        + "\",\"type\":\"String\",\"multiple\":false,\"values\":[\"" + value + "\"]}]}"))
                .build());
        HttpResponse<String> published = send(HttpRequest.newBuilder(uri("/.rest/commands/v2/website/activate"))
                .headers("Authorization", credentials(), "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"repository\":\"website\",\"path\":\"" + path + "\"}"))
                .build());
        if (changed.statusCode() != 200 || published.statusCode() != 200) {
            throw new IllegalStateException(changed.body() + published.body());
        }
    }

    private URI uri(String path) {
        return URI.create(host.address().toString().replaceFirst("/$", "") + path);
    }

    static String credentials() {
        String pair = TestHost.SUPERUSER + ":" + TestHost.PASSWORD;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (host != null) {
            host.close();
        }
    }
}
