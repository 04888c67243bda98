package info.magnolia.module;

public interface InstallContext {}
