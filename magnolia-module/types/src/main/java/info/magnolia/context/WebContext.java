package info.magnolia.context;

import jakarta.servlet.http.HttpServletRequest;

public interface WebContext extends Context {

    HttpServletRequest getRequest();
}
