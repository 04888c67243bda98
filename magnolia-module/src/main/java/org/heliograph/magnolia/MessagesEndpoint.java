package org.heliograph.magnolia;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ServiceUnavailableException;
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
    public Object messages() {
        return module.resource().orElseThrow(ServiceUnavailableException::new);
    }

    /**
     * Moderators' side.
     *
     * @throws ServiceUnavailableException while the module takes no messages
     */
    @Path("moderation")
    public Object moderation() {
        return module.desk().map(Desk::resource).orElseThrow(ServiceUnavailableException::new);
    }
}
