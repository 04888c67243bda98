package org.heliograph.cms.admin;

import java.util.List;

/** What the API does about one thing, such as users. Implementers are public for the composition, and their work is not. */
public abstract class Resource {

    /** The operations, each once. */
    abstract List<Operation> operations();
}
