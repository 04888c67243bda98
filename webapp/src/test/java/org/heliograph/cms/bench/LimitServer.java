package org.heliograph.cms.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** The same container as the host's, writing the same bytes as a constant: what no host on it can exceed. */
final class LimitServer {

    private LimitServer() {}

    /** @param arguments the file with the bytes, and a directory for the container */
    public static void main(String[] arguments) throws IOException, LifecycleException {
        byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(arguments[1]);
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", arguments[1]);
        context.addServletContainerInitializer(
                (classes, servlets) ->
                        servlets.addServlet("constant", new Constant(bytes)).addMapping("/*"),
                null);
        tomcat.start();
        System.out.println("ready " + tomcat.getConnector().getLocalPort());
        tomcat.getServer().await();
    }

    private static final class Constant extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final transient byte[] bytes;

        Constant(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json");
            response.setCharacterEncoding("UTF-8");
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
