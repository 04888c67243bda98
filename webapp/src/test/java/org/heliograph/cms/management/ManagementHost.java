package org.heliograph.cms.management;

import jakarta.servlet.Servlet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.repository.ContentImport;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Rights;

/** The management servlets in a real container on a real repository; every caller is {@code superuser}. */
final class ManagementHost implements AutoCloseable {

    static final int MAX_BODY = 100_000;
    static final long MAX_FILE = 200_000;

    private static final Caller SUPERUSER =
            new Caller("superuser", Set.of("superuser"), Rights.ALL, Caller.Via.PASSWORD);
    private static final String BOUNDARY = "----part-of-a-test";

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ContentRepository repository;

    private ManagementHost(ContentRepository repository) {
        this.repository = repository;
    }

    static ManagementHost start(Path directory) throws RepositoryException, LifecycleException {
        ManagementHost host = new ManagementHost(ContentRepository.open(directory.resolve("repository")));
        host.repository.register(List.of(
                type("oe-products", "oe:product", new ContentType.SubModel("spec", "oe:specSheet", List.of())),
                type("oe-topics", "oe:topic"),
                type("oe-policies", "mgnl:content")));
        host.listen(directory.resolve("tomcat"));
        return host;
    }

    private static ContentType type(String workspace, String nodeType, ContentType.SubModel... subModels) {
        return new ContentType(
                workspace,
                "test",
                new ContentType.Datasource(workspace, true, "/", Map.of("oe", "https://energy.example/jcr/oe/1.0")),
                new ContentType.Model(nodeType, List.of(), List.of(subModels)));
    }

    private void listen(Path directory) throws LifecycleException {
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        ContentImport.Limits limits = new ContentImport.Limits(MAX_FILE, 64, 100_000);
        ImportServlet imports = new ImportServlet(repository, request -> SUPERUSER, limits);
        add(context, "/.rest/nodes/v1/*", new NodesServlet(repository, request -> SUPERUSER, MAX_BODY));
        add(context, "/.rest/properties/v1/*", new PropertiesServlet(repository, request -> SUPERUSER));
        add(context, "/.rest/import/v1", imports).setMultipartConfigElement(imports.multipart());
        add(context, "/.rest/status", new StatusServlet(Set::of));
        tomcat.getConnector();
        tomcat.start();
    }

    private static Wrapper add(Context context, String pattern, Servlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(context, pattern, servlet);
        wrapper.addMapping(pattern);
        return wrapper;
    }

    ContentRepository repository() {
        return repository;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request("GET", path, "", Map.of()));
    }

    HttpResponse<String> json(String method, String path, String body) throws IOException, InterruptedException {
        return send(
                request(method, path, body, Map.of("Content-Type", "application/json", "Accept", "application/json")));
    }

    HttpResponse<String> upload(String path, String fileName, byte[] content) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(uri("/.rest/import/v1?path=" + path))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    HttpRequest request(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request.build();
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    String url() {
        return "http://localhost:" + tomcat.getConnector().getLocalPort();
    }

    private URI uri(String path) {
        return URI.create(url() + path);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        repository.close();
    }
}
