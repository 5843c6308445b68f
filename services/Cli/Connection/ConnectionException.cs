namespace Ledger.Cli.Connection;

/// <summary>The system cannot be talked to, for a reason that waiting does not mend.</summary>
public class ConnectionException : Exception
{
    public ConnectionException(string message)
        : base(message)
    {
    }

    public ConnectionException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
