package org.heliograph.magnolia;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.heliograph.message.MessagesResource;
import org.heliograph.moderation.Desk;

/**
 * Where Magnolia's REST servlet finds the resources of the module. It makes one when its definition is read, and keeps it
 * while the module is stopped and started with other settings.
 */
@Path("/messages/v1")
public class MessagesEndpoint {

    private final HeliographModule module;

    /** @param module has the resources while it runs */
    @Inject
    public MessagesEndpoint(HeliographModule module) {
        this.module = module;
    }

    /**
     * Senders' side.
     *
     * @throws ServiceUnavailableException while the module takes no messages
     */
    @Path("")
    public Object messages(@Context HttpHeaders headers) {
        return module.resource().orElseThrow(() -> unavailable(headers));
    }

    /**
     * Moderators' side.
     *
     * @throws ServiceUnavailableException while the module takes no messages
     */
    @Path("moderation")
    public Object moderation(@Context HttpHeaders headers) {
        return module.desk().map(Desk::resource).orElseThrow(() -> unavailable(headers));
    }

    private static ServiceUnavailableException unavailable(HttpHeaders headers) {
        return new ServiceUnavailableException(MessagesResource.unavailable(headers));
    }
}
