package org.heliograph.cms.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of what Tomcat itself refuses, also before it knows whom a request is for. */
public final class JsonErrorValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(JsonErrorValve.class);

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            ContainerFault.tell(request, response.getResponse(), String.valueOf(request.getRequestURI()), status);
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("The client went away before its error was written", e);
        }
    }
}
