using System.Text;
using Ledger.Transparency.Notes;
using Microsoft.AspNetCore.Builder;

namespace Ledger.Witness.Tests;

/// <summary>The witness itself behind HTTP, in a folder of its own.</summary>
internal sealed class RunningWitness : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly WitnessFolder _folder;
    private readonly HttpClient _client;

    private RunningWitness(WebApplication app, WitnessFolder folder)
    {
        (_app, _folder) = (app, folder);
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public Uri Address => _client.BaseAddress!;

    public VerifierKey Key => _folder.Signer.Key;

    public static async Task<RunningWitness> StartAsync(string folder, params VerifierKey[] logs)
    {
        var settings = new WitnessSettings("witness.example/w1", folder, logs);
        var held = WitnessFolder.Open(settings);
        try
        {
            var app = WitnessApplication.Create(["--Logging:LogLevel:Default=None"], settings, held, TimeProvider.System);
            app.Urls.Add("http://127.0.0.1:0");
            await app.StartAsync();
            return new RunningWitness(app, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public Task<(int Status, string? Type, string Body)> AddAsync(string body) => AddAsync(Encoding.UTF8.GetBytes(body));

    public async Task<(int Status, string? Type, string Body)> AddAsync(byte[] body)
    {
        using var answer = await _client.PostAsync(new Uri("/add-checkpoint", UriKind.Relative), new ByteArrayContent(body));
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync());
    }

    public Task<string> PageAsync() => _client.GetStringAsync(new Uri("/", UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>A folder that is deleted at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Name { get; } = Directory.CreateTempSubdirectory("ledger-witness").FullName;

    public string File(string name) => Path.Combine(Name, name);

    public void Dispose() => Directory.Delete(Name, recursive: true);
}
