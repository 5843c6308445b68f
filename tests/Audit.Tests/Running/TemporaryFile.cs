namespace Ledger.Audit.Tests.Running;

/// <summary>A file name of its own; the file is deleted at the end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Name { get; } = Path.Combine(Path.GetTempPath(), $"ledger-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(Name);
}
