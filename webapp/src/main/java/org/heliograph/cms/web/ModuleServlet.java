package org.heliograph.cms.web;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.heliograph.host.ClientRequest;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher;
import org.jboss.resteasy.spi.ResteasyDeployment;

/** Runs JAX-RS resources of the module, which know nothing of servlets, below {@code /.rest}. */
public final class ModuleServlet extends HttpServletDispatcher implements ClientRequest {

    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "/.rest";

    private final transient ThreadLocal<String> client = new ThreadLocal<>();
    private transient List<Object> resources = List.of();

    /** @param served the resources, before the first request */
    public void serve(List<Object> served) {
        resources = List.copyOf(served);
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setResources(resources);
        deployment.start();
        // Each takes its deployment from the same place.
        synchronized (ModuleServlet.class) {
            config.getServletContext().setAttribute(ResteasyDeployment.class.getName(), deployment);
            super.init(new PrefixedConfig(config, PREFIX));
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        client.set(request.getRemoteAddr());
        try {
            super.service(request, response);
        } finally {
            client.remove();
        }
    }

    /** That of the client whose request the current thread answers; of a proxy that is not believed, its own. */
    @Override
    public String address() {
        return client.get();
    }
}
