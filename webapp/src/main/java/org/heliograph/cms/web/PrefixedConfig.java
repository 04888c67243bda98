package org.heliograph.cms.web;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Tells RESTEasy what the addresses of its resources begin with.
 *
 * @param servlet what the container tells
 * @param prefix path without a slash at the end
 */
record PrefixedConfig(ServletConfig servlet, String prefix) implements ServletConfig {

    private static final String PREFIX = "resteasy.servlet.mapping.prefix";

    @Override
    public String getServletName() {
        return servlet.getServletName();
    }

    @Override
    public ServletContext getServletContext() {
        return servlet.getServletContext();
    }

    @Override
    public @Nullable String getInitParameter(String name) {
        return name.equals(PREFIX) ? prefix : null;
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(Collections.singleton(PREFIX));
    }
}
