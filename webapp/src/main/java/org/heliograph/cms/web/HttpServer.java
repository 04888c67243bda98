package org.heliograph.cms.web;

import com.sun.management.UnixOperatingSystemMXBean;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.jspecify.annotations.Nullable;

/** Tomcat, embedded, with the limits of a host that faces the internet. */
public final class HttpServer implements Container {

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int MAX_CONNECTIONS = 12_000;
    /** What a connection takes while its request is read, in bytes: its buffers and what Tomcat keeps of it. */
    private static final int CONNECTION_BYTES = 40 * 1024;
    /** Files that the rest of the host may need. */
    private static final int OTHER_FILES = 500;

    private static final int WAITING_CONNECTIONS = 4096;
    /** Of a body that is refused, so much is read and thrown away; beyond it the connection is closed. */
    private static final int MAX_SWALLOWED_BYTES = 32 * 1024 * 1024;
    /** Multipart forms that are no import: the largest body that is read whole. */
    private static final int MAX_FORM_BYTES = 2 * 1024 * 1024;

    private final Tomcat tomcat = new Tomcat();
    private final Gate gate = new Gate();
    private final Routes routes = new Routes();
    private final Context context;
    private final Connector connector;
    private final String host;

    /**
     * Listens, and answers everything with 503 until {@link #open}.
     *
     * @param host address to listen on
     * @param port to listen on; 0 picks a free one
     * @param contextPath prefix of every path, empty or with a leading slash
     * @param directory for the container's temporary files
     * @throws IOException if the directory cannot be made, or the address or port not be used
     */
    public HttpServer(String host, int port, String contextPath, Path directory) throws IOException {
        this.host = host;
        Files.createDirectories(directory);
        tomcat.setBaseDir(directory.toAbsolutePath().toString());
        connector = connector(host, port);
        tomcat.setConnector(connector);
        tomcat.getEngine().getPipeline().addValve(gate);
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(JsonErrorValve.class.getName());
        context = new StandardContext();
        context.setPath(contextPath);
        context.setName(contextPath);
        context.setDocBase(directory.toAbsolutePath().toString());
        context.addLifecycleListener(new Tomcat.FixContextListener());
        listen();
    }

    private static Connector connector(String host, int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", host);
        // Filters such as price[gte]=10 arrive with raw brackets, as Magnolia's documentation writes them.
        connector.setProperty("relaxedQueryChars", "[]");
        connector.setProperty("maxHttpRequestHeaderSize", String.valueOf(MAX_HEADER_BYTES));
        connector.setProperty("connectionTimeout", String.valueOf(TIMEOUT_MILLIS));
        connector.setProperty("maxConnections", String.valueOf(maxConnections()));
        connector.setProperty("acceptCount", String.valueOf(WAITING_CONNECTIONS));
        // What each connection holds, read or not: outside the heap, and as small as serves.
        connector.setProperty("socket.directBuffer", "true");
        connector.setProperty("socket.appReadBufSize", "2048");
        connector.setProperty("maxTrailerSize", "512");
        connector.setProperty("maxHttpResponseHeaderSize", "4096");
        // A client that is told that its body is too large reads that only after it has sent what it began.
        connector.setProperty("maxSwallowSize", String.valueOf(MAX_SWALLOWED_BYTES));
        connector.setMaxPostSize(MAX_FORM_BYTES);
        connector.setXpoweredBy(false);
        return connector;
    }

    /** As many as memory and the process's limit of open files allow: beyond either the host would fail for everybody. */
    private static int maxConnections() {
        long byMemory = Runtime.getRuntime().maxMemory() * 4 / 5 / CONNECTION_BYTES;
        long byFiles = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount() - OTHER_FILES
                : MAX_CONNECTIONS;
        return (int) Math.max(100, Math.min(MAX_CONNECTIONS, Math.min(byMemory, byFiles)));
    }

    @Override
    public void serve(String pattern, HttpServlet servlet, @Nullable MultipartConfigElement multipart) {
        routes.add(pattern, servlet, multipart);
    }

    /**
     * Believes reverse proxies when they tell for whom they ask ({@code X-Forwarded-For}) and whether over https ({@code
     * X-Forwarded-Proto}). Nobody else is believed. To be called before {@link #open}.
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

    private void listen() throws IOException {
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IOException("Cannot start the HTTP server", e);
        }
        if (connector.getLocalPort() < 0) {
            close();
            throw new IOException("Cannot listen on " + host + ":" + connector.getPort()
                    + ". Is another process there? Set HELIOGRAPH_PORT to another port, or 0 for a free one.");
        }
    }

    @Override
    public void open(CorsFilter cors, AccessFilter access) throws IOException {
        context.addServletContainerInitializer((classes, servlets) -> enterIn(servlets, cors, access), null);
        tomcat.getHost().addChild(context);
        if (!context.getState().isAvailable()) {
            throw new IOException("The HTTP server cannot serve what it is to serve");
        }
        gate.open();
    }

    private void enterIn(ServletContext servlets, CorsFilter cors, AccessFilter access) throws ServletException {
        try {
            routes.enterIn(servlets, cors, access);
        } catch (IOException e) {
            throw new ServletException(e);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public String address() {
        return "http://" + host + ":" + port() + context.getPath();
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
