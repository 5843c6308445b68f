using System.Text;
using Ledger.Transparency.Witnesses;

namespace Ledger.Witness;

/// <summary>The witness behind HTTP: the one request of the protocol, and a page that says who this is.</summary>
public static class WitnessApplication
{
    /// <summary>Builds it; nothing listens yet.</summary>
    public static WebApplication Create(string[] args, WitnessSettings settings, WitnessFolder folder, TimeProvider clock)
    {
        // Nothing it reads changes while it runs: no file is watched.
        var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = WitnessLimits.Connections;
            // The protocol answers a request that is too large by 400; the body is read here, and no further than that.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddSingleton(provider => new CosigningDesk(settings, folder, clock, provider.GetRequiredService<ILogger<CosigningDesk>>()));
        var app = builder.Build();
        // Before the first request: a memory that cannot be read keeps the witness from starting.
        var desk = app.Services.GetRequiredService<CosigningDesk>();
        app.MapPost("/add-checkpoint", (HttpContext http) => AddAsync(desk, http));
        app.MapGet("/health/ready", () => "ready\n");
        app.MapGet("/", () => Results.Text(Page(settings, folder, desk), "text/plain", Encoding.UTF8));
        return app;
    }

    private static async Task AddAsync(CosigningDesk desk, HttpContext http)
    {
        var body = await BodyAsync(http.Request.Body, http.RequestAborted);
        var response = await desk.AddAsync(body, http.RequestAborted);
        desk.Tell(body.Span, response);
        http.Response.StatusCode = response.Status;
        http.Response.ContentType = response.MediaType;
        await http.Response.WriteAsync(response.Body, http.RequestAborted);
    }

    // One byte more than the reader takes, so that it is the reader who refuses what is too large.
    private static async Task<ReadOnlyMemory<byte>> BodyAsync(Stream stream, CancellationToken ct)
    {
        var bytes = new byte[WitnessLimits.RequestBytes + 1];
        var read = 0;
        while (read < bytes.Length && await stream.ReadAsync(bytes.AsMemory(read), ct) is > 0 and var more) read += more;
        return bytes.AsMemory(0, read);
    }

    private static string Page(WitnessSettings settings, WitnessFolder folder, CosigningDesk desk)
    {
        var text = new StringBuilder($"witness {folder.Signer.Key}\n");
        foreach (var key in settings.Logs) text.Append($"log {key}\n");
        foreach (var (origin, seen) in desk.Seen.OrderBy(log => log.Key, StringComparer.Ordinal))
            text.Append($"seen {origin} {seen.Size.ToString(System.Globalization.CultureInfo.InvariantCulture)} {seen.Root.ToBase64()}\n");
        return text.ToString();
    }
}
