package org.heliograph.cms.web;

import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.jspecify.annotations.Nullable;

/** Tomcat, embedded, with the limits of a host that faces the internet. */
public final class HttpServer implements AutoCloseable {

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int MAX_CONNECTIONS = 10_000;
    /** Multipart forms that are no import: the largest body that is read whole. */
    private static final int MAX_FORM_BYTES = 2 * 1024 * 1024;

    private final Tomcat tomcat = new Tomcat();
    private final Context context;
    private final Connector connector;

    /**
     * @param host address to listen on
     * @param port to listen on; 0 picks a free one
     * @param contextPath prefix of every path, empty or with a leading slash
     * @param directory for the container's temporary files
     * @param cors which other sites may call
     * @param access who may call
     * @throws IOException if the directory cannot be made
     */
    public HttpServer(String host, int port, String contextPath, Path directory, CorsFilter cors, AccessFilter access)
            throws IOException {
        Files.createDirectories(directory);
        tomcat.setBaseDir(directory.toAbsolutePath().toString());
        connector = connector(host, port);
        tomcat.setConnector(connector);
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(JsonErrorValve.class.getName());
        context = tomcat.addContext(contextPath, directory.toAbsolutePath().toString());
        filter("requests", new RequestFilter());
        filter("cors", cors);
        filter("access", access);
        serve("/", new NothingHere());
    }

    private static Connector connector(String host, int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", host);
        // Filters such as price[gte]=10 arrive with raw brackets, as Magnolia's documentation writes them.
        connector.setProperty("relaxedQueryChars", "[]");
        connector.setProperty("maxHttpRequestHeaderSize", String.valueOf(MAX_HEADER_BYTES));
        connector.setProperty("connectionTimeout", String.valueOf(TIMEOUT_MILLIS));
        connector.setProperty("maxConnections", String.valueOf(MAX_CONNECTIONS));
        connector.setMaxPostSize(MAX_FORM_BYTES);
        connector.setXpoweredBy(false);
        return connector;
    }

    private void filter(String name, Filter filter) {
        context.addServletContainerInitializer(
                (classes, servlets) -> servlets.addFilter(name, filter).addMappingForUrlPatterns(null, false, "/*"),
                null);
    }

    /**
     * Answers a path with a servlet.
     *
     * @param pattern servlet URL pattern; the longest one wins
     */
    public void serve(String pattern, HttpServlet servlet) {
        serve(pattern, servlet, null);
    }

    /**
     * Answers a path with a servlet that takes multipart forms.
     *
     * @param multipart limits of a form; null for a servlet that takes none
     */
    public void serve(String pattern, HttpServlet servlet, @Nullable MultipartConfigElement multipart) {
        context.addServletContainerInitializer(
                (classes, servlets) -> {
                    ServletRegistration.Dynamic registration = servlets.addServlet(pattern, servlet);
                    registration.addMapping(pattern);
                    registration.setLoadOnStartup(1);
                    if (multipart != null) {
                        registration.setMultipartConfig(multipart);
                    }
                },
                null);
    }

    /**
     * Believes reverse proxies when they tell for whom they ask ({@code X-Forwarded-For}) and whether over https ({@code
     * X-Forwarded-Proto}). Nobody else is believed.
     *
     * @param networks such as {@code 10.0.0.0/8}; none to believe nobody
     */
    public void believe(List<String> networks) {
        if (!networks.isEmpty()) {
            RemoteIpValve valve = new RemoteIpValve();
            valve.setInternalProxies(String.join(",", networks));
            valve.setProtocolHeader("X-Forwarded-Proto");
            context.getPipeline().addValve(valve);
        }
    }

    /**
     * Begins to answer.
     *
     * @throws IOException if the address or port cannot be used
     */
    public void start() throws IOException {
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IOException("Cannot start the HTTP server", e);
        }
        if (connector.getLocalPort() < 0) {
            throw new IOException("Cannot listen on " + connector.getProperty("address") + ":" + connector.getPort()
                    + ". Is another process there? Set HELIOGRAPH_PORT to another port, or 0 for a free one.");
        }
    }

    /** The port that is listened on. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IOException("Cannot stop the HTTP server", e);
        }
    }
}
