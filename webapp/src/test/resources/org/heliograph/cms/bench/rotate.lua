-- Rotates over the paths of a file; {n} in a path becomes a number that no other request has. What follows a tab is an
-- entity tag that the client has already.
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  paths = {}
  for line in io.lines(args[1]) do
    paths[#paths + 1] = line
  end
  count = id * math.floor(#paths / 2)
end

function request()
  count = count + 1
  local path = paths[count % #paths + 1]:gsub("{n}", id .. "x" .. count)
  local known, tag = path:match("(.*)\t(.*)")
  if tag then
    return wrk.format("GET", known, { ["If-None-Match"] = tag })
  end
  return wrk.format("GET", path)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(95), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
