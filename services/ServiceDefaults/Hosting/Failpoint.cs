namespace Ledger.ServiceDefaults.Hosting;

/// <summary>
/// Places between two steps of the way from an event to a signed proof, at which a process may die. Tests go through all of them: whatever
/// is added here is tried.
/// </summary>
public enum Failpoint
{
    /// <summary>The relay holds the lock and the new epoch; nothing is numbered.</summary>
    RelayLeads,

    /// <summary>Events are numbered; nothing is published.</summary>
    RelayNumbered,

    /// <summary>The broker has confirmed a message; others of the page may be missing.</summary>
    RelayPublished,

    /// <summary>Every message of the page is confirmed; the outbox still holds it.</summary>
    RelayConfirmed,

    /// <summary>The page is forgotten.</summary>
    RelayForgotten,

    /// <summary>The intake holds the tree; nothing is read.</summary>
    IntakeLocked,

    /// <summary>It is known which entries come into the log; nothing is written.</summary>
    IntakePlanned,

    /// <summary>Everything is written; the transaction is open.</summary>
    IntakeWritten,

    /// <summary>The page is in the log, the message not acknowledged; what waited for it still waits.</summary>
    IntakeCommitted,

    /// <summary>What waited is in the log too; the message is not acknowledged.</summary>
    IntakeDrained,

    /// <summary>The tree is shown to grow from the last signed one; nothing is signed.</summary>
    SealChecked,

    /// <summary>The signature and the tiles are written; the transaction is open.</summary>
    SealWritten,

    /// <summary>The checkpoint is stored; its copy outside the database is the old one.</summary>
    SealCommitted,

    /// <summary>The copy is replaced.</summary>
    SealPublished,

    /// <summary>The openings of a count are kept; the fact is not recorded.</summary>
    HeadKept,

    /// <summary>The count is recorded.</summary>
    HeadRecorded,
}

/// <summary>Where a step ends, says so. Nobody listens but a test, to what runs in its own flow.</summary>
public static class Failpoints
{
    private static readonly AsyncLocal<Action<Failpoint>?> Listener = new();

    /// <summary>A step has ended.</summary>
    public static void Pass(Failpoint at) => Listener.Value?.Invoke(at);

    /// <summary>Lets a test throw at a place, in everything that it starts from now on.</summary>
    internal static void Arm(Action<Failpoint>? listener) => Listener.Value = listener;
}
