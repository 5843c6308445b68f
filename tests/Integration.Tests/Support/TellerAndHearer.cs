namespace Ledger.Integration.Tests.Support;

/// <summary>Two services of one deployment on the real broker: one tells, the other hears; what goes to Audit is tapped.</summary>
public abstract class TellerAndHearer : IAsyncLifetime
{
    protected TestIssuer Issuer { get; private set; } = null!;

    protected Tap Audit { get; private set; } = null!;

    protected FrameHost Hearer { get; private set; } = null!;

    protected FrameHost Teller { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.StartAsync();
        Audit = await Tap.OnAsync("audit.audit-page.v1");
        Hearer = await FrameHost.StartAsync(Issuer, on => on.On<NoteTold, WhenNoteTold>());
        Teller = await FrameHost.StartAsync(Issuer);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Teller.DisposeAsync();
        await Hearer.DisposeAsync();
        await Audit.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
