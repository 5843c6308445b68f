using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Integration.Tests.Support;
using Ledger.ServiceDefaults;

namespace Ledger.Integration.Tests.Frame;

/// <summary>What an administrator sees and does about a service, on a real database and a real broker.</summary>
public sealed class OperationsTests : TellerAndHearer
{
    [Fact]
    public async Task An_administrator_looks_and_replays_and_sees_nothing_of_others()
    {
        await Only_an_administrator_looks_and_replays_and_an_unknown_queue_is_none();
        await The_first_fault_is_told_to_its_own_consortium_and_a_replay_is_on_record();
        await The_lag_says_how_much_waits_and_since_when();
    }

    private async Task The_first_fault_is_told_to_its_own_consortium_and_a_replay_is_on_record()
    {
        using var teller = Teller.Client("alpha");
        await teller.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "poison" });
        using var own = Hearer.Client("alpha", "an", "OP", "administrator");
        using var other = Hearer.Client("beta", "bo", "OP", "administrator");

        var state = await Eventually.Async(() => StateAsync(own), seen => Queue(seen).GetProperty("errors").GetInt64() == 1);
        var fault = Queue(state).GetProperty("first");
        Assert.True(fault.GetProperty("own").GetBoolean());
        Assert.Equal("System.FormatException", fault.GetProperty("exception").GetString());
        Assert.Contains("cannot be heard", fault.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal((string)(await Teller.Database.AdminAsync("select id::text from mt_events"))!, fault.GetProperty("event").GetString());
        Assert.True(state.GetProperty("ready").GetBoolean());
        Assert.Equal("Healthy", state.GetProperty("checks").GetProperty("store").GetString());

        // Of another consortium's message: that there is one, and the kind of the fault. Looking does not move it, however often.
        for (var look = 0; look < Limits.Deliveries + 5; look++) await StateAsync(other);
        var hidden = Queue(await StateAsync(other)).GetProperty("first");
        Assert.False(hidden.GetProperty("own").GetBoolean());
        Assert.Equal("System.FormatException", hidden.GetProperty("exception").GetString());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (Kind(hidden, "text"), Kind(hidden, "event")));
        Assert.Equal(0, Queue(await StateAsync(other)).GetProperty("deadLetters").GetInt64());

        var done = await other.PostAsJsonAsync(Path("/replay"), new { });
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal(1, (await done.Content.ReadFromJsonAsync<JsonElement>())[0].GetProperty("moved").GetInt32());
        var recorded = (string)(await Hearer.Database.AdminAsync(
            "select string_agg(type || ' ' || tenant_id || ' ' || coalesce(data ->> 'queue', data ->> 'moved') || ' ' || coalesce(data -> 'by' ->> 'person', ''), ',' order by version) from mt_events where type like 'queue_replay%'"))!;
        Assert.Equal($"queue_replay_asked.v1 beta {Queue(state).GetProperty("queue").GetString()} bo,queue_replayed.v1 beta 1 ", recorded);

        // It is still poison, and comes back to where it was.
        await Eventually.Async(() => StateAsync(own), seen => Queue(seen).GetProperty("errors").GetInt64() == 1);
    }

    private async Task The_lag_says_how_much_waits_and_since_when()
    {
        using var administrator = Teller.Client("alpha", "an", "OP", "administrator");
        using var teller = Teller.Client("alpha");
        Assert.Equal(0, (await StateAsync(administrator, Teller)).GetProperty("relay").GetProperty("waiting").GetInt64());
        // A fact whose stored hash is not that of its payload: the relay does not pass it.
        await Teller.Database.AdminAsync("alter table mt_events disable trigger events_append_only");
        await Teller.Database.AdminAsync(
            "create function spoil() returns trigger language plpgsql as $f$ begin new.headers = jsonb_set(new.headers::jsonb, '{ph}', '\"00\"'); return new; end $f$");
        await Teller.Database.AdminAsync("create trigger spoil before insert on mt_events for each row execute function spoil()");
        await teller.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "spoilt" });

        var relay = (await Eventually.Async(() => StateAsync(administrator, Teller), seen => seen.GetProperty("relay").GetProperty("state").GetString() == "stopped")).GetProperty("relay");
        Assert.Equal((1, "RelayStoppedException", 2), (relay.GetProperty("waiting").GetInt64(), relay.GetProperty("failure").GetString(), relay.GetProperty("stoppedBefore").GetInt64()));
        Assert.NotEqual(JsonValueKind.Null, Kind(relay, "waitingSince"));
    }

    private async Task Only_an_administrator_looks_and_replays_and_an_unknown_queue_is_none()
    {
        using var contributor = Hearer.Client("alpha");
        using var administrator = Hearer.Client("alpha", "an", "OP", "administrator");
        Assert.Equal(HttpStatusCode.Forbidden, (await contributor.GetAsync(Path(""))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await contributor.PostAsJsonAsync(Path("/replay"), new { })).StatusCode);
        administrator.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        var refused = await administrator.PostAsJsonAsync(Path("/queues/nobody.knows.v1/replay"), new { });
        Assert.Equal((HttpStatusCode.NotFound, "queue.unknown"), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Equal(0, await Hearer.Database.CountAsync("select count(*) from mt_events"));
    }

    private string Path(string rest, FrameHost? host = null)
    {
        var of = host ?? Hearer;
        return $"{of.Address}/api/v1/services/{((ServiceName)of.Services.GetService(typeof(ServiceName))!).Value}/operations{rest}";
    }

    private async Task<JsonElement> StateAsync(HttpClient client, FrameHost? host = null) => await client.GetFromJsonAsync<JsonElement>(Path("", host));

    private static JsonElement Queue(JsonElement state) => Assert.Single(state.GetProperty("queues").EnumerateArray().ToList());

    private static JsonValueKind Kind(JsonElement of, string member) => of.TryGetProperty(member, out var value) ? value.ValueKind : JsonValueKind.Null;
}
