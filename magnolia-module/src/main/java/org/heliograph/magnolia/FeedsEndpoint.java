package org.heliograph.magnolia;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.heliograph.feed.FeedsResource;

/** Where Magnolia's REST servlet finds the feeds of the module. */
@Path("/feeds/v1")
public class FeedsEndpoint {

    private final HeliographModule module;

    /** @param module has the feeds */
    @Inject
    public FeedsEndpoint(HeliographModule module) {
        this.module = module;
    }

    /** All of them. */
    @Path("")
    public FeedsResource feeds() {
        return module.feeds();
    }
}
