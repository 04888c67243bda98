package info.magnolia.context;

import info.magnolia.cms.core.AggregationState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

public interface WebContext extends Context {

    AggregationState getAggregationState();

    String getContextPath();

    HttpServletRequest getRequest();

    HttpServletResponse getResponse();
}
