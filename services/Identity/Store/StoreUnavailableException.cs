namespace Ledger.Identity.Store;

/// <summary>The database, or its schema, was not there within the time a start may wait.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
